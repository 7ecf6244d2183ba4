/* SPDX-License-Identifier: MIT */
/* Secrets by name. */
#include "hrun/guard/secret.h"

#include "hrun/base/attr.h"
#include "hrun/base/text.h"

#include <string.h>

/* How the end of a name is compared, its words in upper case with '_' between them. */
enum fit {
    ENDS,  /* whatever is before it: PGPASSWORD */
    WORDS, /* whole words: not BYPASS for PASS */
    AFTER, /* whole words, and others before them: PWD is the working directory */
};

static const struct {
    const char *text;
    enum fit fit;
    bool counts; /* such a name may hold a number: MAX_TOKEN */
} secret_names[] = {
    { "PASSWORD", ENDS, false },
    { "PASSWD", ENDS, false },
    { "PASSPHRASE", ENDS, false },
    { "PASSWORDS", ENDS, false },
    { "PASSCODE", ENDS, false },
    { "SECRET", ENDS, false },
    { "APIKEY", ENDS, false },
    { "SECRETKEY", ENDS, false },
    { "ACCESSKEY", ENDS, false },
    { "PRIVATEKEY", ENDS, false },
    { "AUTHTOKEN", ENDS, false },
    { "ACCESSTOKEN", ENDS, false },
    { "APITOKEN", ENDS, false },
    { "PASS", WORDS, false },
    { "PWD", AFTER, false },
    { "PW", AFTER, false },
    { "TOKEN", WORDS, true },
    { "CREDENTIAL", WORDS, false },
    { "CREDENTIALS", WORDS, false },
    { "CREDS", WORDS, false },
    { "ERLANG_COOKIE", WORDS, false },
    { "ACCESS_KEY", WORDS, false },
    { "ACCOUNT_KEY", WORDS, false },
    { "API_KEY", WORDS, false },
    { "API_KEYS", WORDS, false },
    { "APP_KEY", WORDS, false },
    { "AUTH_KEY", WORDS, false },
    { "DEPLOY_KEY", WORDS, false },
    { "ENCRYPTION_KEY", WORDS, false },
    { "HMAC_KEY", WORDS, false },
    { "JWT_KEY", WORDS, false },
    { "LICENSE_KEY", WORDS, false },
    { "MASTER_KEY", WORDS, false },
    { "PRIVATE_KEY", WORDS, false },
    { "SECRET_KEY", WORDS, false },
    { "SECRET_KEY_BASE", WORDS, false },
    { "SERVICE_KEY", WORDS, false },
    { "SESSION_KEY", WORDS, false },
    { "SIGNING_KEY", WORDS, false },
    { "SSH_KEY", WORDS, false },
};

/* Last words that tell one secret from others of its kind, besides numbers. */
static const char *const variants[] = {
    "B64",      "BACKUP",  "BASE64", "CURRENT",    "DEV",       "NEW",     "OLD",   "PREV",
    "PREVIOUS", "PRIMARY", "PROD",   "PRODUCTION", "SECONDARY", "STAGING", "VALUE", "V",
};

/* The last words of names whose values look like chance and are public. */
static const char *const public_names[] = {
    "ID",       "SHA",         "SHA1",       "SHA256",     "SHA384",  "SHA512",
    "HASH",     "DIGEST",      "CHECKSUM",   "CHECKSUMS",  "SUM",     "FINGERPRINT",
    "ETAG",     "INTEGRITY",   "PUBLIC_KEY", "PUBKEY",     "COMMIT",  "REVISION",
    "CERT",     "CERTIFICATE", "ICON",       "LOGO",       "VERSION", "IMAGE",
    "PATH",     "CA",          "CHANNEL",    "CLASS_NAME", "SRI",     "PUBLISHABLE_KEY",
    "SITE_KEY",
};

/* Values that switch something, or say that there is no secret, whatever the name. */
static const char *const switches[] = {
    "0",      "1",       "true",   "false",   "yes",      "no",       "on",    "off",
    "y",      "n",       "none",   "null",    "nil",      "default",  "empty", "unset",
    "auto",   "enabled", "enable", "disable", "disabled", "optional", "never", "file",
    "prompt", "allow",   "always", "require", "required", "include",  "omit",
};

/* How values start that say where the secret is. */
static const char *const references[] = {
    "$", "<", "./", "../", "~/", "file:", "env:", "arn:", "vault:", "op://", "secret://", "{{",
};

/* How values end that name a file beside the program. */
static const char *const files[] = { ".crt", ".jks", ".json", ".key", ".p12", ".pem", ".txt" };

static bool is_switch(const char *value, size_t length)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(switches); i++) {
        if (strlen(switches[i]) == length && strncasecmp(value, switches[i], length) == 0)
            return true;
    }
    return false;
}

static bool is_reference(const char *value, size_t length)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(references); i++) {
        const size_t size = strlen(references[i]);

        if (length > size && strncmp(value, references[i], size) == 0)
            return true;
    }
    return false;
}

/* An absolute path of two elements, or of one with a suffix; base64 may start with a '/' too. */
static bool is_path(const char *value, size_t length)
{
    const bool file =
        memchr(value + (length > 0), '/', length - (length > 0)) || memchr(value, '.', length);

    return length > 1 && *value == '/' && file && !memchr(value, '+', length) &&
           value[length - 1] != '=';
}

static bool is_file_name(const char *value, size_t length)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(files); i++) {
        const size_t size = strlen(files[i]);

        if (length > size && memcmp(value + length - size, files[i], size) == 0)
            return strspn(value, HR_ALNUM "_-./") >= length;
    }
    return false;
}

/* "********": somebody else has hidden it already. */
static bool is_mask(const char *value, size_t length)
{
    return length > 2 && (strspn(value, "*") >= length || strspn(value, "x") >= length);
}

static bool is_nothing(const char *value, size_t length)
{
    return length == 0 || is_switch(value, length) || is_reference(value, length) ||
           is_path(value, length) || is_file_name(value, length) || is_mask(value, length);
}

/* A name as words in upper case: dbPassword and db.password are DB_PASSWORD. */
struct words {
    const char *text;
    size_t length;
};

static struct words words_of(const char *name, struct hr_arena *arena)
{
    char *words = hr_arena_array(arena, strlen(name) + 1, 2), *end = words;

    for (const char *at = name; *at; at++) {
        if (at > name && strchr(HR_UPPER, *at) && strchr(HR_LOWER, at[-1]))
            *end++ = '_';
        *end = '_';
        if (*at >= 'a' && *at <= 'z')
            *end = (char)(*at - 'a' + 'A');
        else if (strchr(HR_ALNUM, *at))
            *end = *at;
        end++;
    }
    return (struct words){ .text = words, .length = (size_t)(end - words) };
}

static bool fits(const struct words *words, const char *text, enum fit fit)
{
    const size_t length = strlen(text);
    const size_t before = words->length - length;

    if (words->length < length || memcmp(words->text + before, text, length) != 0)
        return false;
    if (before == 0)
        return fit != AFTER;
    return fit == ENDS || words->text[before - 1] == '_';
}

/* WORDS without numbers and variants at their end: DB_PASSWORD_2 and DB_PASSWORD_OLD are DB_PASSWORD. */
static struct words without_variant(struct words words)
{
    size_t before;

    do {
        before = words.length;
        for (size_t i = 0; i < HR_ARRAY_LEN(variants); i++) {
            if (fits(&words, variants[i], AFTER))
                words.length -= strlen(variants[i]);
        }
        while (words.length > 0 && strchr(HR_DIGITS "_", words.text[words.length - 1]))
            words.length--;
    } while (words.length < before);
    return words;
}

/* What front ends bundle for everybody: NEXT_PUBLIC_API_KEY. */
static bool says_public(const struct words *words)
{
    return hr_text_starts(words->text, "PUBLIC_") || strstr(words->text, "_PUBLIC_");
}

bool hr_secret_is_named(const char *name, const char *value, size_t length, struct hr_arena *arena)
{
    const struct words words = without_variant(words_of(name, arena));
    const bool number = strspn(value, HR_DIGITS) >= length;

    if (says_public(&words))
        return false;
    for (size_t i = 0; i < HR_ARRAY_LEN(secret_names); i++) {
        if (fits(&words, secret_names[i].text, secret_names[i].fit))
            return !is_nothing(value, length) && !(secret_names[i].counts && number);
    }
    return false;
}

static bool is_public(const char *name, struct hr_arena *arena)
{
    const struct words words = words_of(name, arena);

    if (says_public(&words))
        return true;
    for (size_t i = 0; i < HR_ARRAY_LEN(public_names); i++) {
        if (fits(&words, public_names[i], WORDS))
            return true;
    }
    return false;
}

const char *hr_secret_find(const char *name, const char *value, struct hr_arena *arena)
{
    const char *shape = hr_secret_shape(value, is_public(name, arena), arena);

    if (shape)
        return shape;
    return hr_secret_is_named(name, value, strlen(value), arena) ? "its name says so" : NULL;
}
