@echo off
rem Runs the storefront on Windows: all commands but bench and prove, which need a POSIX shell.
cd /d "%~dp0"
set usage=tools\launcher\src\main\resources\com\storefront\launcher\usage.txt
if "%~1"=="" (
  type %usage%
  exit /b
)
if "%~1"=="help" (
  type %usage%
  exit /b
)
if "%~1"=="test" (
  for /f "tokens=1,*" %%a in ("%*") do call mvn -B verify %%b
  exit /b
)
if "%~1"=="bench" (
  echo bench needs WSL, Linux or macOS.
  exit /b 1
)
if "%~1"=="prove" (
  echo prove needs WSL, Linux or macOS.
  exit /b 1
)
if not exist tools\launcher\target\storefront.jar (
  call mvn -q -B -DskipTests package || exit /b 1
)
java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m -Dstorefront.home=. -jar tools\launcher\target\storefront.jar %*
