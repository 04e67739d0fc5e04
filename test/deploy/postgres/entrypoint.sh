#!/bin/sh
# In place of the image's /etc/temporal/entrypoint.sh, with the same two acts: it renders the configuration, then becomes
# the server. MODULE is the folder of the server's sources, RENDER the built render.go.
set -eu
mkdir -p "$TEMPORAL_HOME/config"
# It holds the password of the database.
umask 077
"$RENDER" < "$MODULE/docker/config_template.yaml" > "$TEMPORAL_HOME/config/docker.yaml"
exec temporal-server --root "$TEMPORAL_HOME" --env docker start
