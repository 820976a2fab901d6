# Gives databases of a PostgreSQL server a role of their own each, which owns its database and everything in it, and nothing else.
# What is done already is left as it is, so that it may be repeated at any time, beside running services too.
#
#   PGHOST, PGPORT, PGUSER, PGPASSWORD   the server and its superuser
#   PGPASSWORD_PREVIOUS                  the superuser's password before, while it is changed
#   DATABASES                            words; of each, in capitals: WORD_DATABASE, WORD_ROLE, WORD_PASSWORD
set -eu
export PGDATABASE=postgres PGCONNECT_TIMEOUT=5

# Nothing that a database's owner may define is found by name; no password gets into the server's log or statistics; and nobody who
# uses a table waits longer than this for it.
export PGOPTIONS='-c search_path=pg_catalog -c lock_timeout=500ms -c statement_timeout=0 -c password_encryption=scram-sha-256 -c log_statement=none -c log_duration=off -c log_min_duration_statement=-1 -c log_min_error_statement=panic -c pg_stat_statements.track_utility=off'

sql() {
  psql --no-password --no-psqlrc --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 "$@"
}

is_superuser() {
  [ -n "$(sql <<'SQL'
\getenv role OWN_ROLE
SELECT 'yes' FROM pg_roles WHERE rolname = :'role' AND rolsuper;
SQL
  )" ]
}

wait_for_server() {
  waited=0
  until pg_isready --quiet; do
    [ "$waited" -lt 600 ] || { echo "$PGHOST:$PGPORT has not answered for 10 minutes." >&2; exit 1; }
    [ "$((waited % 15))" -ne 0 ] || echo "Waiting for $PGHOST:$PGPORT"
    waited=$((waited + 1))
    sleep 1
  done
}

create() {
  sql <<'SQL'
\getenv database OWN_DATABASE
\getenv role OWN_ROLE
SELECT format('CREATE ROLE %I NOLOGIN', :'role')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'role')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
SELECT format('ALTER DATABASE %I OWNER TO %I', datname, :'role')
  FROM pg_database WHERE datname = :'database' AND pg_get_userbyid(datdba) <> :'role' \gexec
SELECT format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', datname)
  FROM pg_database WHERE datacl IS NULL OR EXISTS (SELECT FROM aclexplode(datacl) WHERE grantee = 0) \gexec
SQL
}

give() {
  (
    export PGDATABASE="$OWN_DATABASE"
    sql <<'SQL'
\getenv role OWN_ROLE
WITH objects (catalogue, object, owner, schema) AS (
            SELECT 'pg_namespace'::regclass, oid, nspowner, oid FROM pg_namespace WHERE pg_get_userbyid(nspowner) <> 'pg_database_owner'
  UNION ALL SELECT 'pg_proc'::regclass, oid, proowner, pronamespace FROM pg_proc
  UNION ALL SELECT 'pg_collation'::regclass, oid, collowner, collnamespace FROM pg_collation
  UNION ALL SELECT 'pg_conversion'::regclass, oid, conowner, connamespace FROM pg_conversion
  UNION ALL SELECT 'pg_operator'::regclass, oid, oprowner, oprnamespace FROM pg_operator
  UNION ALL SELECT 'pg_opclass'::regclass, oid, opcowner, opcnamespace FROM pg_opclass
  UNION ALL SELECT 'pg_opfamily'::regclass, oid, opfowner, opfnamespace FROM pg_opfamily
  UNION ALL SELECT 'pg_ts_dict'::regclass, oid, dictowner, dictnamespace FROM pg_ts_dict
  UNION ALL SELECT 'pg_ts_config'::regclass, oid, cfgowner, cfgnamespace FROM pg_ts_config
  UNION ALL SELECT 'pg_statistic_ext'::regclass, oid, stxowner, stxnamespace FROM pg_statistic_ext
  UNION ALL SELECT 'pg_largeobject'::regclass, oid, lomowner, NULL FROM pg_largeobject_metadata
  UNION ALL SELECT 'pg_type'::regclass, oid, typowner, typnamespace FROM pg_type
  UNION ALL SELECT 'pg_class'::regclass, oid, relowner, relnamespace FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
  UNION ALL SELECT 'pg_class'::regclass, oid, relowner, relnamespace FROM pg_class WHERE relkind = 'S'
            AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype IN ('a', 'i'))
)
SELECT format('ALTER %s %s OWNER TO %I', CASE identified.type WHEN 'statistics object' THEN 'statistics' ELSE identified.type END, identified.identity, :'role')
  FROM objects LEFT JOIN pg_namespace ON pg_namespace.oid = objects.schema, pg_identify_object(catalogue, object, 0) AS identified
  WHERE pg_get_userbyid(owner) <> :'role' AND (nspname IS NULL OR nspname <> 'information_schema' AND nspname !~ '^pg_')
  -- Parts of extensions stay theirs; parts of other objects, such as types of rows and arrays, follow these, as sequences do their columns.
  AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = catalogue AND objid = object AND (deptype = 'e' OR deptype = 'i' AND classid <> 'pg_class'::regclass)) \gexec
SQL
  )
}

admit() {
  sql <<'SQL'
\getenv role OWN_ROLE
\getenv password OWN_PASSWORD
ALTER ROLE :"role" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
SQL
}

wait_for_server

if ! sql --command='SELECT 1 WHERE false'; then
  [ -n "${PGPASSWORD_PREVIOUS:-}" ] || exit 1
  export PGPASSWORD="$PGPASSWORD_PREVIOUS"
fi

for word in $DATABASES; do
  OWN_DATABASE="$(printenv "${word}_DATABASE")"
  OWN_ROLE="$(printenv "${word}_ROLE")"
  OWN_PASSWORD="$(printenv "${word}_PASSWORD")"
  export OWN_DATABASE OWN_ROLE OWN_PASSWORD

  if is_superuser; then
    echo "The role $OWN_ROLE is a superuser, to whom all databases belong. Choose another name for the role of $OWN_DATABASE." >&2
    exit 1
  fi

  # A table that is in use is tried again, and so is what somebody else has just changed. Who can log in finds everything in place.
  tries=1
  until create && give && admit; do
    [ "$tries" -lt 60 ] || { echo "The database $OWN_DATABASE could not be given to the role $OWN_ROLE." >&2; exit 1; }
    tries=$((tries + 1))
    sleep 1
    wait_for_server
  done

  echo "The database $OWN_DATABASE belongs to the role $OWN_ROLE"
done
