#include "keywords.hpp"

#include "mltrack/base/inline_word.hpp"

#include <algorithm>
#include <array>

namespace mltrack::search {
namespace {

// The words that sqlparse 0.6.1 takes for something else than a name; both lists are sorted.
// MLflow: that `order`, `value` or `source` is an SQL word decides whether it may stand bare.
// clang-format off: one word a line would be 800 lines.
constexpr std::size_t longest_keyword = 27;
constexpr auto keywords = std::to_array<InlineWord<longest_keyword>>({
    "ABORT", "ABS", "ABSOLUTE", "ACCESS", "ACCOUNT", "ADA", "ADD", "ADMIN", "AFTER", "AGGREGATE",
    "ALIAS", "ALL", "ALLOCATE", "ANALYSE", "ANALYZE", "AND", "ANY", "ARCHIVE", "ARCHIVELOG", "ARE",
    "ARRAYLEN", "ARRAY_CONTAINS", "AS", "ASENSITIVE", "ASSERTION", "ASSERT_ROWS_MODIFIED",
    "ASSIGNMENT", "ASYMMETRIC", "AT", "ATOMIC", "ATTACH", "AUDIT", "AUTHORIZATION",
    "AUTO_INCREMENT", "AVG", "BACKUP", "BACKWARD", "BECOME", "BEFORE", "BEGIN", "BETWEEN",
    "BIGSERIAL", "BITVAR", "BIT_LENGTH", "BLOCK", "BODY", "BOTH", "BOX", "BREADTH", "BREAK", "BY",
    "BYTEA", "CACHE", "CALL", "CALLED", "CANCEL", "CARDINALITY", "CASCADE", "CASCADED", "CASE",
    "CAST", "CATALOG", "CATALOG_NAME", "CHAIN", "CHANGE", "CHARACTER", "CHARACTERISTICS",
    "CHARACTER_LENGTH", "CHARACTER_SET_CATALOG", "CHARACTER_SET_NAME", "CHARACTER_SET_SCHEMA",
    "CHARSET", "CHAR_LENGTH", "CHECK", "CHECKED", "CHECKPOINT", "CIDR", "CIRCLE", "CLASS",
    "CLASS_ORIGIN", "CLOB", "CLOSE", "CLUSTER", "CMP", "COALESCE", "COBOL", "COLLATE", "COLLATION",
    "COLLATION_CATALOG", "COLLATION_NAME", "COLLATION_SCHEMA", "COLLECT", "COLLECT_LIST", "COLUMN",
    "COLUMN_NAME", "COMMAND_FUNCTION", "COMMAND_FUNCTION_CODE", "COMMENT", "COMMITTED", "COMPILE",
    "COMPLETION", "COMPRESS", "CONCAT", "CONCURRENTLY", "CONDITION", "CONDITION_NUMBER", "CONFLICT",
    "CONNECT", "CONNECTION", "CONNECTION_NAME", "CONSTRAINT", "CONSTRAINTS", "CONSTRAINT_CATALOG",
    "CONSTRAINT_NAME", "CONSTRAINT_SCHEMA", "CONSTRUCTOR", "CONTAINS", "CONTENTS", "CONTINUE",
    "CONTROLFILE", "CONVERSION", "CONVERT", "COPY", "CORRESPONDING", "COUNT", "CREATEDB",
    "CREATEUSER", "CROSS", "CUBE", "CURRENT", "CURRENT_DATE", "CURRENT_PATH", "CURRENT_ROLE",
    "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", "CURSOR", "CURSOR_NAME", "CYCLE", "DATA",
    "DATABASE", "DATAFILE", "DATETIME_INTERVAL_CODE", "DATETIME_INTERVAL_PRECISION", "DATE_ADD",
    "DATE_SUB", "DAY", "DBA", "DBMS_OUTPUT", "DEALLOCATE", "DECLARE", "DECODE", "DEFAULT",
    "DEFAULTS", "DEFERRABLE", "DEFERRED", "DEFINE", "DEFINED", "DEFINER", "DELIMITER", "DELIMITERS",
    "DEREF", "DESCRIBE", "DESCRIPTOR", "DESTROY", "DESTRUCTOR", "DETACH", "DETERMINISTIC",
    "DIAGNOSTICS", "DICTIONARY", "DIRECTORY", "DISABLE", "DISCONNECT", "DISMOUNT", "DISPATCH",
    "DISTINCT", "DISTINCTROW", "DISTRIBUTE", "DO", "DOMAIN", "DOUBLE", "DUMP", "DYNAMIC",
    "DYNAMIC_FUNCTION", "DYNAMIC_FUNCTION_CODE", "EACH", "ELEMENTS", "ELSE", "ELSIF", "ENABLE",
    "ENCODING", "ENCRYPTED", "END", "ENGINE", "ENUM", "EQUALS", "ESCAPE", "EVENTS", "EVERY",
    "EXCEPT", "EXCEPTION", "EXCEPTIONS", "EXCHANGE", "EXCLUDING", "EXCLUSIVE", "EXEC", "EXECUTE",
    "EXISTING", "EXISTS", "EXIT", "EXPLAIN", "EXPLODE", "EXTENDED", "EXTENSION", "EXTENT",
    "EXTERNAL", "EXTERNALLY", "EXTRACT", "FALSE", "FETCH", "FILE", "FINAL", "FIRST", "FLOOR",
    "FLUSH", "FOLLOWING", "FOR", "FORCE", "FOREACH", "FOREIGN", "FORTRAN", "FORWARD", "FOUND",
    "FREE", "FREELIST", "FREELISTS", "FREEZE", "FROM", "FROM_UNIXTIME", "FTP", "FULL", "FUNCTION",
    "GENERAL", "GENERATED", "GET", "GLOBAL", "GO", "GOTO", "GRANTED", "GROUP", "GROUPING",
    "GSCLUSTER", "HASH", "HAVING", "HIERARCHY", "HOLD", "HOST", "HOUR", "IDENTIFIED", "IDENTITY",
    "IF", "IGNORE", "ILIKE", "IMMEDIATE", "IMMUTABLE", "IMPLEMENTATION", "IMPLICIT", "IN",
    "INCLUDE", "INCLUDING", "INCREMENT", "INDEX", "INDEXES", "INDICATOR", "INET", "INFIX",
    "INHERIT", "INHERITS", "INITIAL", "INITIALIZE", "INITIALLY", "INITRANS", "INLINE", "INNER",
    "INOUT", "INPUT", "INSENSITIVE", "INSTANCE", "INSTANTIABLE", "INSTEAD", "INSTR", "INTERSECT",
    "INTO", "INVOKER", "IS", "ISNULL", "ISOLATION", "ISSUE", "ITERATE", "JOIN", "JSON", "JSONB",
    "KEY", "KEY_MEMBER", "KEY_TYPE", "LANCOMPILER", "LANGUAGE", "LARGE", "LAST", "LATERAL", "LAYER",
    "LEADING", "LEAVE", "LEFT", "LEN", "LENGTH", "LESS", "LEVEL", "LIKE", "LIMIT", "LINE", "LINK",
    "LISTEN", "LISTS", "LOAD", "LOCAL", "LOCALTIME", "LOCALTIMESTAMP", "LOCATE", "LOCATION",
    "LOCATOR", "LOCK", "LOGFILE", "LOOKUP", "LOOP", "LOWER", "LSEG", "MACADDR", "MANAGE", "MANUAL",
    "MATCH", "MATERIALIZED", "MAX", "MAXDATAFILES", "MAXELEMENT", "MAXEXTENTS", "MAXINDEX",
    "MAXINSTANCES", "MAXLOGFILES", "MAXLOGHISTORY", "MAXLOGMEMBERS", "MAXTRANS", "MAXVALUE",
    "MAX_PART_DATE", "MAX_PART_INT", "MAX_PART_STRING", "MESSAGE_LENGTH", "MESSAGE_OCTET_LENGTH",
    "MESSAGE_TEXT", "METHOD", "MIN", "MINELEMENT", "MINEXTENTS", "MININDEX", "MINUS", "MINUTE",
    "MINVALUE", "MIN_PART_DATE", "MIN_PART_INT", "MIN_PART_STRING", "MOD", "MODE", "MODIFIES",
    "MODIFY", "MODULE", "MONEY", "MONTH", "MORE", "MOUNT", "MOVE", "MUMPS", "NAMES", "NATIONAL",
    "NATURAL", "NCHAR", "NCLOB", "NEW", "NEXT", "NO", "NOARCHIVELOG", "NOAUDIT", "NOCACHE",
    "NOCOMPRESS", "NOCREATEDB", "NOCREATEUSER", "NOCYCLE", "NOMAXVALUE", "NOMINVALUE", "NONE",
    "NOORDER", "NORESETLOGS", "NORMAL", "NOSORT", "NOT", "NOTFOUND", "NOTHING", "NOTICE", "NOTIFY",
    "NOTNULL", "NOW", "NOWAIT", "NULL", "NULLABLE", "NULLIF", "NVL", "NVL2", "OBJECT",
    "OCTET_LENGTH", "OF", "OFF", "OFFLINE", "OFFSET", "OIDS", "OLD", "ON", "ONLINE", "ONLY",
    "ON_ERROR_STOP", "OPEN", "OPERATION", "OPERATOR", "OPTIMAL", "OPTION", "OPTIONS", "OR", "ORDER",
    "ORDINALITY", "ORGANIZATION", "OUT", "OUTER", "OUTPUT", "OVER", "OVERLAPS", "OVERLAY",
    "OVERRIDING", "OVERWRITE", "OWN", "OWNER", "PACKAGE", "PAD", "PARALLEL", "PARAMETER",
    "PARAMETERS", "PARAMETER_MODE", "PARAMETER_NAME", "PARAMETER_ORDINAL_POSITION",
    "PARAMETER_SPECIFIC_CATALOG", "PARAMETER_SPECIFIC_NAME", "PARAMETER_SPECIFIC_SCHEMA",
    "PARSE_URL_TUPLE", "PARTIAL", "PARTITION", "PART_COUNT", "PART_COUNT_BY", "PART_LOC", "PASCAL",
    "PATH", "PCTFREE", "PCTINCREASE", "PCTUSED", "PENDANT", "PERFORM", "PG_LSN", "PIVOT", "PLACING",
    "PLAN", "PLI", "PLPGSQL", "POINT", "POLYGON", "POSEXPLODE", "POSITION", "POSTFIX", "PRECEDING",
    "PRECISION", "PREFIX", "PREORDER", "PREPARE", "PRESERVE", "PRIMARY", "PRINT", "PRIOR",
    "PRIVATE", "PRIVILEGES", "PROCEDURAL", "PROCEDURE", "PROFILE", "PROTO", "PUBLIC", "PUT_LINE",
    "QUALIFY", "QUARTER", "QUOTA", "RAISE", "RANGE", "RAW", "READ", "READS", "RECHECK", "RECOVER",
    "RECURSIVE", "REDUCE", "REF", "REFERENCES", "REFERENCING", "REGEXP", "REGEXP_REPLACE",
    "REINDEX", "RELATIVE", "RENAME", "REPEATABLE", "RESET", "RESETLOGS", "RESIGNAL", "RESOURCE",
    "RESPECT", "RESTART", "RESTRICT", "RESTRICTED", "RESULT", "RETURN", "RETURNED_LENGTH",
    "RETURNED_OCTET_LENGTH", "RETURNED_SQLSTATE", "RETURNING", "RETURNS", "REUSE", "RIGHT", "RLIKE",
    "ROLE", "ROLES", "ROLLUP", "ROUTINE", "ROUTINE_CATALOG", "ROUTINE_NAME", "ROUTINE_SCHEMA",
    "ROW", "ROWS", "ROW_COUNT", "ROW_FORMAT", "RTRIM", "RULE", "SAMPLE", "SAVEPOINT", "SAVE_POINT",
    "SCALE", "SCHEMA", "SCHEMA_NAME", "SCN", "SCOPE", "SCROLL", "SEARCH", "SECOND", "SECTION",
    "SECURITY", "SEGMENT", "SELF", "SENSITIVE", "SEQUENCE", "SERIALIZABLE", "SERVER_NAME",
    "SESSION", "SESSION_USER", "SET", "SETOF", "SETS", "SHARE", "SHARED", "SHOW", "SIGN", "SIGNAL",
    "SIMILAR", "SIMPLE", "SIN", "SIZE", "SMALLSERIAL", "SNAPSHOT", "SOME", "SORT", "SOURCE",
    "SPACE", "SPECIFIC", "SPECIFICTYPE", "SPECIFIC_NAME", "SPLIT", "SQL", "SQLBUF", "SQLCODE",
    "SQLERROR", "SQLEXCEPTION", "SQLSTATE", "SQLWARNING", "SQRT", "STABLE", "STACK", "STATEMENT",
    "STATEMENT_ID", "STATIC", "STATISTICS", "STDIN", "STDOUT", "STOP", "STORAGE", "STR",
    "STRAIGHT_JOIN", "STRICT", "STRUCTURE", "STYPE", "SUBCLASS_ORIGIN", "SUBLIST", "SUBSTR",
    "SUBSTRING", "SUCCESSFUL", "SUM", "SUMMARY", "SWITCH", "SYMMETRIC", "SYNONYM", "SYSID",
    "SYSTEM", "SYSTEM_USER", "TABLE", "TABLES", "TABLESAMPLE", "TABLESPACE", "TABLE_NAME",
    "TBLPROPERTIES", "TEMP", "TEMPLATE", "TEMPORARY", "TERMINATE", "THAN", "THEN", "THREAD", "TIME",
    "TIMESTAMP_ISO", "TIMEZONE_HOUR", "TIMEZONE_MINUTE", "TO", "TOAST", "TO_CHAR", "TO_DATE",
    "TO_TIMESTAMP", "TRACING", "TRAILING", "TRANSACTION", "TRANSACTIONS_COMMITTED",
    "TRANSACTIONS_ROLLED_BACK", "TRANSATION", "TRANSATION_ACTIVE", "TRANSFORM", "TRANSFORMS",
    "TRANSLATE", "TRANSLATION", "TREAT", "TRIGGER", "TRIGGERS", "TRIGGER_CATALOG", "TRIGGER_NAME",
    "TRIGGER_SCHEMA", "TRIM", "TRUE", "TRUNC", "TRUSTED", "TRY_CAST", "TSQUERY", "TSVECTOR",
    "TXID_SNAPSHOT", "TYPE", "UID", "UNBOUNDED", "UNCOMMITTED", "UNDER", "UNENCRYPTED", "UNION",
    "UNIQUE", "UNIQUEJOIN", "UNIX_TIMESTAMP", "UNKNOWN", "UNLIMITED", "UNLISTEN", "UNLOCK",
    "UNNAMED", "UNNEST", "UNPIVOT", "UNTIL", "UPPER", "USAGE", "USE", "USER",
    "USER_DEFINED_TYPE_CATALOG", "USER_DEFINED_TYPE_NAME", "USER_DEFINED_TYPE_SCHEMA", "USING",
    "UTC_TIMESTAMP", "UUID", "VACUUM", "VALID", "VALIDATE", "VALIDATOR", "VALUES", "VARIABLE",
    "VERBOSE", "VERSION", "VIEW", "VIEWS", "VOLATILE", "WEEK", "WHEN", "WHENEVER", "WHERE", "WHILE",
    "WINDOW", "WITHOUT", "WORK", "WRITE", "XML", "YEAR", "ZONE",
});

struct Special {
  InlineWord<14> word;
  TokenType type;
};
constexpr auto specials = std::to_array<Special>({
    {"ALTER", TokenType::keyword_ddl}, {"ARRAY", TokenType::builtin},
    {"BIGINT", TokenType::builtin}, {"BIGNUMERIC", TokenType::builtin},
    {"BINARY", TokenType::builtin}, {"BIT", TokenType::builtin}, {"BLOB", TokenType::builtin},
    {"BOOLEAN", TokenType::builtin}, {"CHAR", TokenType::builtin},
    {"COMMIT", TokenType::keyword_dml}, {"CREATE", TokenType::keyword_ddl},
    {"DATE", TokenType::builtin}, {"DEC", TokenType::builtin}, {"DECIMAL", TokenType::builtin},
    {"DELETE", TokenType::keyword_dml}, {"DIV", TokenType::operation},
    {"DROP", TokenType::keyword_ddl}, {"FILE_TYPE", TokenType::builtin},
    {"FLOAT", TokenType::builtin}, {"GRANT", TokenType::keyword_dcl},
    {"INSERT", TokenType::keyword_dml}, {"INT", TokenType::builtin}, {"INT8", TokenType::builtin},
    {"INTEGER", TokenType::builtin}, {"INTERVAL", TokenType::builtin}, {"LONG", TokenType::builtin},
    {"MAP", TokenType::builtin}, {"MERGE", TokenType::keyword_dml},
    {"NATURALN", TokenType::builtin}, {"NUMBER", TokenType::builtin},
    {"NUMERIC", TokenType::builtin}, {"NVARCHAR", TokenType::builtin},
    {"PLS_INTEGER", TokenType::builtin}, {"POSITIVE", TokenType::builtin},
    {"POSITIVEN", TokenType::builtin}, {"REAL", TokenType::builtin},
    {"REPLACE", TokenType::keyword_dml}, {"REVOKE", TokenType::keyword_dcl},
    {"ROLLBACK", TokenType::keyword_dml}, {"ROWID", TokenType::builtin},
    {"ROWLABEL", TokenType::builtin}, {"ROWNUM", TokenType::builtin},
    {"SELECT", TokenType::keyword_dml}, {"SERIAL", TokenType::builtin},
    {"SERIAL8", TokenType::builtin}, {"SIGNED", TokenType::builtin},
    {"SIGNTYPE", TokenType::builtin}, {"SIMPLE_DOUBLE", TokenType::builtin},
    {"SIMPLE_FLOAT", TokenType::builtin}, {"SIMPLE_INTEGER", TokenType::builtin},
    {"SMALLINT", TokenType::builtin}, {"START", TokenType::keyword_dml},
    {"STRING", TokenType::builtin}, {"STRUCT", TokenType::builtin}, {"SYSDATE", TokenType::name},
    {"SYS_REFCURSOR", TokenType::builtin}, {"TEXT", TokenType::builtin},
    {"TIMESTAMP", TokenType::builtin}, {"TINYINT", TokenType::builtin},
    {"TRUNCATE", TokenType::keyword_ddl}, {"UNSIGNED", TokenType::builtin},
    {"UPDATE", TokenType::keyword_dml}, {"UPSERT", TokenType::keyword_dml},
    {"UROWID", TokenType::builtin}, {"UTL_FILE", TokenType::builtin},
    {"VARCHAR", TokenType::builtin}, {"VARCHAR2", TokenType::builtin},
    {"VARIANT", TokenType::builtin}, {"VARYING", TokenType::builtin},
    {"WITH", TokenType::keyword_cte},
});

// clang-format on

}  // namespace

TokenType word_type(std::string_view upper_case_word) {
  if (upper_case_word.size() > longest_keyword) {
    return TokenType::name;
  }
  if (std::binary_search(keywords.begin(), keywords.end(), upper_case_word)) {
    return TokenType::keyword;
  }
  const auto* special =
      std::lower_bound(specials.begin(), specials.end(), upper_case_word,
                       [](const Special& a, std::string_view word) { return a.word < word; });
  return special != specials.end() && special->word == upper_case_word ? special->type
                                                                       : TokenType::name;
}

}  // namespace mltrack::search
