#!/bin/sh
# Runs workerd in place of this shell and records its process id (workerd.ts says why).
[ -z "$WORKERD_PID_FILE" ] || echo $$ >"$WORKERD_PID_FILE"
# Ctrl-C is for Node, which ends workerd itself.
trap "" INT HUP
exec "$WORKERD" "$@"
