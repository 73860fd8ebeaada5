#!/bin/sh
# Runs workerd in place of this shell, and writes down which process that is (workerd.ts says what for).
[ -z "$WORKERD_PID_FILE" ] || echo $$ >"$WORKERD_PID_FILE"
# Ctrl-C is for Node, which ends workerd itself.
trap "" INT HUP
exec "$WORKERD" "$@"
