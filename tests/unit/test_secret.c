/* SPDX-License-Identifier: MIT */
#include "hrun/guard/secret.h"

#include "unit.h"

#include <string.h>

/* Bodies of tokens: nobody's. */
#define A20   "aB3dE5gH7jK9mN1pQ3sT"
#define A36   A20 "uV5xY7zA9bC1dE3f"
#define HEX32 "0123456789abcdef0123456789abcdef"

struct line {
    const char *name, *value;
};

static const struct line secrets[] = {
    /* By name. */
    { "PASSWORD", "hunter2" },
    { "POSTGRES_PASSWORD", "postgres" },
    { "MYSQL_ROOT_PASSWORD", "123456" },
    { "PGPASSWORD", "x" },
    { "PASSWORD1", "hunter2" },
    { "DB_PASSWORD_2", "hunter2" },
    { "DB_PASSWORD_OLD", "hunter2" },
    { "SESSION_SECRET_V2", "hunter2" },
    { "JWT_SECRET_PREVIOUS_1", "hunter2" },
    { "PASSWORD_B64", "aHVudGVyMg==" },
    { "TOKEN_0", "abc" },
    { "ADMIN_PASSWORDS", "a,b" },
    { "API_KEYS", "k1,k2" },
    { "dbPassword", "swordfish" },
    { "db.password", "swordfish" },
    { "spring.datasource.password", "swordfish" },
    { "MYSQL_PWD", "root" },
    { "DB_PASS", "letmein" },
    { "PASS", "letmein" },
    { "FTP_PW", "letmein" },
    { "SMTP_PASSWD", "p@ss word" },
    { "SSH_PASSPHRASE", "correct horse battery staple" },
    { "CLIENT_SECRET", "s" },
    { "OAUTH2_PROXY_CLIENTSECRET", "abc" },
    { "JWT_SECRET", "dev" },
    { "APP_SECRET", "changeme" },
    { "GITHUB_TOKEN", "anything" },
    { "TOKEN", "abc" },
    { "VAULT_TOKEN", "root" },
    { "npm_config__authToken", "x-y-z" },
    { "API_KEY", "12345" },
    { "apiKey", "k" },
    { "STRIPE_APIKEY", "k" },
    { "AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" },
    { "AWS_SECRET_ACCESS_KEY", "/JalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
    { "AZURE_STORAGE_ACCOUNT_KEY", "Zm9v" },
    { "SECRET_KEY_BASE", HEX32 },
    { "DJANGO_SECRET_KEY", "django-insecure-x" },
    { "APP_KEY", "base64:Zm9vYmFyYmF6" },
    { "ENCRYPTION_KEY", HEX32 },
    { "NEW_RELIC_LICENSE_KEY", "eu01xx" HEX32 },
    { "RABBITMQ_ERLANG_COOKIE", "SWQOKODSQALRPCLNMEQG" },
    { "GOOGLE_APPLICATION_CREDENTIALS", "{\"type\":\"service_account\"}" },
    { "REGISTRY_CREDS", "u:p" },
    { "DEPLOY_SSH_KEY", "b3BlbnNzaC1rZXktdjEAAAAA" },
    /* By the value, whatever the name. */
    { "X", "ghp_" A36 },
    { "X", "gho_" A36 },
    { "X", "github_pat_" A20 "_" A36 },
    { "CLONE_URL", "https://ghp_" A36 "@github.com/a/b" },
    { "X", "glpat-" A20 },
    { "KEY", "AKIAIOSFODNN7EXAMPLE" },
    { "X", "sk-ant-api03-" A36 },
    { "X", "sk-proj-" A36 },
    { "X", "sk-" A36 },
    { "X", "sk_live_" A20 },
    { "X", "xoxb-1234567890-" A20 },
    { "HOOK", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX" },
    { "HOOK", "https://discord.com/api/webhooks/123456789012345678/" A20 },
    { "X", "npm_" A36 },
    { "X", "pypi-" A36 A36 },
    { "X", "SG." A20 "." A36 },
    { "X", "AIza" A20 "aB3dE5gH7jK9mN1" },
    { "X", "hvs." A36 },
    { "X", "dckr_pat_" A20 },
    { "X", "dop_v1_" HEX32 HEX32 },
    { "X", "hf_" A36 },
    { "X", "tskey-auth-" A20 },
    { "X", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n" },
    { "X", "-----BEGIN OPENSSH PRIVATE KEY-----\\nb3Bl\\n-----END OPENSSH PRIVATE KEY-----" },
    { "X", "LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVktLS0tLQ==" },
    { "X", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.dBjftJeZ4CVPmB92K27u" },
    { "DATABASE_URL", "postgres://app:s3cret@db:5432/app" },
    { "REDIS_URL", "redis://:s3cret@cache:6379/0" },
    { "HTTPS_PROXY", "http://user:pw@proxy.example:3128" },
    { "MONGO", "mongodb+srv://u:p%40ss@cluster0.example.net/?retryWrites=true" },
    { "DSN", "host=db user=app password=s3cret dbname=app" },
    { "CONN", "Server=db;User Id=sa;Password=s3cret;Encrypt=true" },
    { "CONN", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=Zm9vYmFy==" },
    { "JAVA_OPTS", "-Xmx1g -Djavax.net.ssl.trustStorePassword=changeit" },
    { "CALLBACK", "https://ci.example/build?job=1&token=abcdef" },
    { "CONFIG", "{\"user\": \"a\", \"password\": \"s3cret\"}" },
    { "HEADER", "Authorization: Bearer " A20 },
    { "HEADER", "Basic dXNlcjpwYXNzd29yZDE=" },
    { "HEADER", "Bearer of news: Bearer " A20 },
    { "HEADER", "X-A: Bearer x\nAuthorization: bearer  " A20 },
    /* Drawn by lot. */
    { "X", "aB3dE5gH7jK9mN1pQ3sTuV5x" },
    { "KEY", "7hT2kLmQ9xZr4VbN1wYpC8sD" },
    { "SEED", "q8Fz3/Jk2Lp+9Xw1Vb7Nc5Rt0Hy4Gd6S" },
    { "SIGN", "Zk3Jt9Qw2Lm7Xr1Vb6Nc4Ph8Yd5Gs0Fa" },
};

static const struct line harmless[] = {
    { "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" },
    { "HOME", "/root" },
    { "PWD", "/srv/app" },
    { "OLDPWD", "/srv" },
    { "LANG", "C.UTF-8" },
    { "TERM", "xterm-256color" },
    { "TZ", "Europe/Berlin" },
    { "DEBUG", "express:*,app:*" },
    { "NODE_ENV", "production" },
    { "PORT", "8080" },
    { "EMPTY", "" },
    { "PASSWORD", "" },
    /* Called as secrets are, and none. */
    { "MYSQL_ALLOW_EMPTY_PASSWORD", "yes" },
    { "MYSQL_RANDOM_ROOT_PASSWORD", "1" },
    { "POSTGRES_PASSWORD_FILE", "/run/secrets/postgres" },
    { "DB_PASSWORD", "/run/secrets/db" },
    { "DB_PASSWORD", "${DB_PASSWORD}" },
    { "DB_PASSWORD", "$DB_PASSWORD" },
    { "DB_PASSWORD", "********" },
    { "PASSWORD_MIN_LENGTH", "12" },
    { "PASSWORD_HASHER", "argon2" },
    { "PASSWORD_SHA256", "x" },
    { "TOKEN_2", "4096" },
    { "2_0", "x" },
    { "_OLD", "x" },
    { "MAX_TOKEN", "4096" },
    { "TOKENIZERS_PARALLELISM", "false" },
    { "TOKEN_URL", "https://auth.example/token" },
    { "EOS_TOKEN", "<|endoftext|>" },
    { "SECRET_NAME", "prod/db" },
    { "API_KEY", "op://vault/item/field" },
    { "GITHUB_TOKEN", "none" },
    { "BYPASS", "localhost" },
    { "COMPASS", "north" },
    { "COOKIE", "session" },
    { "SESSION_COOKIE", "connect.sid" },
    { "NEXT_PUBLIC_API_KEY", "abc" },
    { "NEXT_PUBLIC_MAPS_KEY", "7hT2kLmQ9xZr4VbN1wYpC8sD" },
    { "TLS_PRIVATE_KEY", "server.key" },
    { "TLS_PRIVATE_KEY", "certs/server.pem" },
    { "FETCH_CREDENTIALS", "include" },
    { "CORS_ALLOW_CREDENTIALS", "true" },
    { "SSH_AUTH_SOCK", "/run/user/1000/keyring/ssh" },
    { "SSH_KEY", "/home/u/.ssh/id_ed25519" },
    { "GOOGLE_APPLICATION_CREDENTIALS", "/etc/gcp/key.json" },
    { "KEYCLOAK_REALM", "master" },
    { "MONKEY", "banana" },
    { "KEY_ID", "0123456789ABCDEF" },
    { "AWS_REGION", "eu-central-1" },
    /* Ids, hashes, versions. */
    { "X", "550e8400-e29b-41d4-a716-446655440000" },
    { "X", "550E8400-E29B-41D4-A716-446655440000" },
    { "GIT_COMMIT", "9fceb02d0ae598e95dc970b74767f19372d61af8" },
    { "X", "9fceb02d0ae598e95dc970b74767f19372d61af8" },
    { "X", "sha256:" HEX32 HEX32 },
    { "IMAGE", "registry.example/team/app@sha256:" HEX32 HEX32 },
    { "X", "registry.example:5000/team/app-name_x:1.2.3-Beta4" },
    { "GPG_KEY", "A035C8C19219BA821ECEA86B64E628F8D684696D" },
    { "PYTHON_SHA256", "b6d0b2a1c0d3f4e5b6d0b2a1c0d3f4e5b6d0b2a1c0d3f4e5b6d0b2a1c0d3f4e5" },
    { "X", "sha512-7hT2kLmQ9xZr4VbN1wYpC8sD7hT2kLmQ9xZr4VbN1wYpC8sD==" },
    { "X", "SHA256:7hT2kLmQ9xZr4VbN1wYpC8sD7hT2kLmQ9xZr4VbN1w" },
    { "X", "h1:7hT2kLmQ9xZr4VbN1wYpC8sD7hT2kLmQ9xZr4VbN1wY=" },
    { "SHEET_ID", "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms" },
    { "CLIENT_ID", "7hT2kLmQ9xZr4VbN1wYpC8sD.apps.example" },
    { "STRIPE_PUBLISHABLE_KEY", "pk_live_" A20 },
    { "RECAPTCHA_SITE_KEY", "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ" },
    { "VERSION", "v1.27.3-alpine3.19-slim" },
    { "X", "1.2.3-SNAPSHOT+build.20260102T030405Z" },
    { "X", "2026-01-02T03:04:05.678Z" },
    { "HOSTNAME", "web-7d4b9c6f5-x2x9z" },
    { "POD", "checkout-service-v2-6f9d8b7c45-abcde" },
    /* Keys that are public, pictures, code. */
    { "X", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl a@b" },
    { "X", "AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl" },
    { "X", "-----BEGIN CERTIFICATE-----\nMIID7hT2kLmQ9xZr\n-----END CERTIFICATE-----" },
    { "X", "-----BEGIN PUBLIC KEY-----\nMIIB7hT2kLmQ9xZr\n-----END PUBLIC KEY-----" },
    { "X", "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUQ3aFQya0xtUTl4WnI=" },
    { "ICON", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk" },
    { "X", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk" },
    { "X", "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ" },
    { "X", "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" },
    { "CLASS", "com.example.service.OrderServiceFactoryImpl" },
    { "CLASS", "AbstractSingletonProxyFactoryBeanImplementation2" },
    { "FLAGS", "--max-old-space-size=4096 --enable-source-maps" },
    { "JAVA_OPTS", "-Xmx1g -XX:+UseG1GC -Djavax.net.ssl.trustStore=/etc/ssl/ca.jks" },
    { "PS1", "\\u@\\h:\\w\\$ " },
    { "LS_COLORS", "rs=0:di=01;34:ln=01;36:mh=00:pi=40;33:so=01;35" },
    { "NO_PROXY", "localhost,127.0.0.1,.svc,.cluster.local,10.0.0.0/8" },
    { "HTTP_PROXY", "http://proxy.example:3128" },
    { "HTTP_PROXY", "http://user@proxy.example:3128" },
    { "DATABASE_URL", "postgres://app@db:5432/app?sslmode=require" },
    { "DATABASE_URL", "postgres://app:${DB_PASSWORD}@db:5432/app" },
    { "ORIGIN", "git@github.com:team/app.git" },
    { "URL", "https://registry.npmjs.org/@scope/pkg/-/pkg-1.2.3.tgz" },
    { "URL", "http://localhost:8080/@vite/client" },
    { "DSN", "host=db user=app dbname=app password=" },
    { "CONFIG", "{\"user\": \"a\", \"passwordFile\": \"/run/secrets/p\"}" },
    { "FILES", "src/App2/Main3/Http4.java" },
    { "LIST", "a=1,b=2,token_limit=20" },
    { "TEXT", "Basic authentication is required" },
    { "TEXT", "the quick brown fox, 12 times" },
    { "AGENT", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36" },
    { "HEX", HEX32 HEX32 },
    { "DIGITS", "31415926535897932384626433832795" },
    { "TASK", "task-scheduler-for-learning-and-ranking-of-things" },
};

START_TEST(finds)
{
    const struct line *line = &secrets[_i];

    ck_assert_msg(hr_secret_find(line->name, line->value, arena), "%s=%s", line->name, line->value);
}
END_TEST

START_TEST(stays_silent)
{
    const struct line *line = &harmless[_i];
    const char *why = hr_secret_find(line->name, line->value, arena);

    ck_assert_msg(!why, "%s=%s: %s", line->name, line->value, why);
}
END_TEST

/* What is told of a secret holds nothing of it. */
START_TEST(says_nothing)
{
    const struct line *line = &secrets[_i];

    ck_assert_ptr_null(strstr(hr_secret_find(line->name, line->value, arena),
                              strlen(line->value) > 4 ? line->value : "\n"));
}
END_TEST

START_TEST(enough)
{
    ck_assert_uint_ge(HR_ARRAY_LEN(secrets), 60);
    ck_assert_uint_ge(HR_ARRAY_LEN(harmless), HR_ARRAY_LEN(secrets));
}
END_TEST

static void add(TCase *tc)
{
    tcase_add_loop_test(tc, finds, 0, (int)HR_ARRAY_LEN(secrets));
    tcase_add_loop_test(tc, stays_silent, 0, (int)HR_ARRAY_LEN(harmless));
    tcase_add_loop_test(tc, says_nothing, 0, (int)HR_ARRAY_LEN(secrets));
    tcase_add_test(tc, enough);
}

UNIT_MAIN("secret", add)
