@echo off
cd /d "%~dp0"
if "%1"=="test" (
  call mvn -B verify
  exit /b
)
if not exist local-stack\target\storefront.jar (
  call mvn -q -B -DskipTests package || exit /b 1
)
java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -Dstorefront.home=. -jar local-stack\target\storefront.jar %*
