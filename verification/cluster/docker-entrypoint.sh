#!/bin/bash
# Creates the user root in an empty database, as the entry point of the image mongo does, and starts mongod.
set -eu
if [ ! -f /data/db/WiredTiger ]; then
  mongod --bind_ip 127.0.0.1 --fork --logpath /tmp/first.log --pidfilepath /tmp/first.pid > /dev/null
  mongosh --quiet admin --eval "db.createUser({user: process.env.MONGO_INITDB_ROOT_USERNAME,
    pwd: process.env.MONGO_INITDB_ROOT_PASSWORD, roles: ['root']})"
  mongod --shutdown > /dev/null
fi
exec "$@"
