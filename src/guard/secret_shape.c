/* SPDX-License-Identifier: MIT */
/* Secrets by the shape of the value. */
#include "hrun/base/attr.h"
#include "hrun/base/text.h"
#include "hrun/guard/secret.h"

#include <string.h>

#define WORD   HR_ALNUM "_-"
#define BASE64 HR_ALNUM "+/=_-"

/* Prefixes that their makers put there to be found. Behind one there are at least `least` of `bytes`. */
static const struct {
    const char *prefix, *bytes;
    size_t least;
    const char *what;
} tokens[] = {
    { "ghp_", HR_ALNUM, 30, "a GitHub token" },
    { "gho_", HR_ALNUM, 30, "a GitHub token" },
    { "ghu_", HR_ALNUM, 30, "a GitHub token" },
    { "ghs_", HR_ALNUM, 30, "a GitHub token" },
    { "ghr_", HR_ALNUM, 30, "a GitHub token" },
    { "github_pat_", WORD, 22, "a GitHub token" },
    { "glpat-", WORD, 20, "a GitLab token" },
    { "gldt-", WORD, 20, "a GitLab token" },
    { "glrt-", WORD, 20, "a GitLab token" },
    { "AKIA", HR_UPPER HR_DIGITS, 16, "an AWS key" },
    { "ASIA", HR_UPPER HR_DIGITS, 16, "an AWS key" },
    { "sk-ant-", WORD, 20, "an Anthropic key" },
    { "sk-proj-", WORD, 20, "an OpenAI key" },
    { "sk-", HR_ALNUM, 32, "an API key" },
    { "sk_live_", HR_ALNUM, 16, "a Stripe key" },
    { "sk_test_", HR_ALNUM, 16, "a Stripe key" },
    { "rk_live_", HR_ALNUM, 16, "a Stripe key" },
    { "whsec_", BASE64, 16, "a Stripe key" },
    { "xoxb-", WORD, 10, "a Slack token" },
    { "xoxp-", WORD, 10, "a Slack token" },
    { "xoxa-", WORD, 10, "a Slack token" },
    { "xoxr-", WORD, 10, "a Slack token" },
    { "xoxs-", WORD, 10, "a Slack token" },
    { "xapp-", WORD, 10, "a Slack token" },
    { "https://hooks.slack.com/services/T", HR_ALNUM "/", 20, "a Slack webhook" },
    { "https://discord.com/api/webhooks/", WORD "/", 20, "a Discord webhook" },
    { "https://discordapp.com/api/webhooks/", WORD "/", 20, "a Discord webhook" },
    { "npm_", HR_ALNUM, 36, "an npm token" },
    { "pypi-", WORD, 50, "a PyPI token" },
    { "rubygems_", HR_HEX, 48, "a RubyGems key" },
    { "SG.", WORD ".", 40, "a SendGrid key" },
    { "AIza", WORD, 35, "a Google API key" },
    { "ya29.", WORD, 20, "a Google token" },
    { "GOCSPX-", WORD, 20, "a Google client secret" },
    { "hvs.", WORD, 20, "a Vault token" },
    { "hvb.", WORD, 20, "a Vault token" },
    { "dckr_pat_", WORD, 20, "a Docker Hub token" },
    { "dckr_oat_", WORD, 20, "a Docker Hub token" },
    { "dop_v1_", HR_HEX, 40, "a DigitalOcean token" },
    { "doo_v1_", HR_HEX, 40, "a DigitalOcean token" },
    { "shpat_", HR_ALNUM, 32, "a Shopify token" },
    { "shpss_", HR_ALNUM, 32, "a Shopify secret" },
    { "sq0atp-", WORD, 22, "a Square token" },
    { "sq0csp-", WORD, 22, "a Square secret" },
    { "NRAK-", HR_ALNUM, 27, "a New Relic key" },
    { "hf_", HR_ALNUM, 30, "a Hugging Face token" },
    { "glsa_", WORD, 32, "a Grafana token" },
    { "glc_", BASE64, 32, "a Grafana token" },
    { "gsk_", HR_ALNUM, 40, "a Groq key" },
    { "r8_", HR_ALNUM, 37, "a Replicate token" },
    { "nvapi-", WORD, 40, "an NVIDIA key" },
    { "lin_api_", HR_ALNUM, 32, "a Linear key" },
    { "ATATT3", BASE64, 50, "an Atlassian token" },
    { "figd_", WORD, 30, "a Figma token" },
    { "dp.pt.", HR_ALNUM, 40, "a Doppler token" },
    { "dp.st.", HR_ALNUM ".", 40, "a Doppler token" },
    { "tskey-", WORD, 20, "a Tailscale key" },
    { "PMAK-", HR_HEX "-", 50, "a Postman key" },
    { "sbp_", HR_HEX, 40, "a Supabase token" },
    { "AGE-SECRET-KEY-1", HR_UPPER HR_DIGITS, 50, "an age key" },
    { "PuTTY-User-Key-File-", HR_DIGITS, 1, "a private key" },
    /* "-----BEGIN PRIVATE KEY", RSA, EC, OPENSSH and ENCRYPTED, in base64. */
    { "LS0tLS1CRUdJTiBQUklWQVRFIEtFW", BASE64, 1, "a private key" },
    { "LS0tLS1CRUdJTiBSU0EgUFJJVkFUR", BASE64, 1, "a private key" },
    { "LS0tLS1CRUdJTiBFQyBQUklWQVRF", BASE64, 1, "a private key" },
    { "LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBV", BASE64, 1, "a private key" },
    { "LS0tLS1CRUdJTiBFTkNSWVBURUQg", BASE64, 1, "a private key" },
};

/* How text starts that looks like chance and is none: digests, pictures, fonts, keys that are public. */
static const char *const harmless[] = {
    "sha1-",  "sha256-", "sha384-", "sha512-", "iVBORw0KGgo", "R0lGOD",
    "PHN2Zy", "/9j/",    "AAABAA",  "UklGR",   "d09GM",       "AAAAB3NzaC1",
    "AAAAC3", "AAAAE2",  "LS0tLS1", "PD94bWw", "H4sI",        "UEsDB",
};

static bool is_word(char c)
{
    return c != '\0' && strchr(HR_ALNUM "_", c);
}

/* The token at AT, the start of a word; NULL if none is. */
static const char *token_at(const char *at)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(tokens); i++) {
        if (*tokens[i].prefix == *at && hr_text_starts(at, tokens[i].prefix) &&
            strspn(at + strlen(tokens[i].prefix), tokens[i].bytes) >= tokens[i].least)
            return tokens[i].what;
    }
    return NULL;
}

#define HEADER_MAX 64 /* no known header is longer */

static bool is_private_key(const char *value, struct hr_arena *arena)
{
    for (const char *at = strstr(value, "-----BEGIN "); at; at = strstr(at + 1, "-----BEGIN ")) {
        const size_t line = strcspn(hr_arena_strndup(arena, at, strnlen(at, HEADER_MAX)), "\n\\");

        if (memmem(at, line, "PRIVATE KEY", strlen("PRIVATE KEY")))
            return true;
    }
    return false;
}

/* Three parts of base64 with dots between them, the first two of which are JSON. */
static bool is_web_token(const char *at)
{
    size_t length = strspn(at, WORD);

    if (!hr_text_starts(at, "eyJ") || length < 10 || at[length] != '.')
        return false;
    at += length + 1;
    length = strspn(at, WORD);
    return hr_text_starts(at, "eyJ") && length >= 10 && at[length] == '.' &&
           strspn(at + length + 1, WORD) >= 10;
}

/* SCHEME://USER:PASSWORD@HOST, AT being what follows "://". A variable's name is no password. */
static bool has_password(const char *at)
{
    const size_t authority = strcspn(at, "/?# \t\n\"'");
    const char *sign = memrchr(at, '@', authority);
    const char *colon = sign ? memchr(at, ':', (size_t)(sign - at)) : NULL;

    if (!colon || colon + 1 == sign)
        return false;
    return !strchr("$*<{", colon[1]);
}

/* NAME=VALUE inside the text, and "NAME": "VALUE": AT is the separator, START the text's. */
static bool is_inner_secret(const char *start, const char *at, struct hr_arena *arena)
{
    const char *end = at, *name, *value = at + 1 + strspn(at + 1, " \"'");

    if (*at == ':' && (end == start || end[-1] != '"'))
        return false;
    if (end > start && end[-1] == '"')
        end--;
    for (name = end; name > start && (is_word(name[-1]) || strchr("-.", name[-1])); name--)
        ;
    if (name == end)
        return false;
    return hr_secret_is_named(hr_arena_strndup(arena, name, (size_t)(end - name)), value,
                              strcspn(value, ";&,= \t\n\"'"), arena);
}

static const char *inside(const char *value, struct hr_arena *arena)
{
    for (const char *at = value; *at; at++) {
        const char *token = at == value || !is_word(at[-1]) ? token_at(at) : NULL;

        if (token)
            return token;
        if (*at == 'e' && (at == value || !strchr(WORD, at[-1])) && is_web_token(at))
            return "a JSON web token";
        if (hr_text_starts(at, "://") && has_password(at + strlen("://")))
            return "a URL with a password in it";
        if ((*at == '=' || *at == ':') && is_inner_secret(value, at, arena))
            return "a setting in it is called as secrets are";
    }
    return NULL;
}

/* "Bearer TOKEN", as HTTP has it; a digit tells it from prose. */
static bool is_authorization(const char *value)
{
    static const char *const schemes[] = { "Bearer ", "Basic ", "token " };

    for (size_t i = 0; i < HR_ARRAY_LEN(schemes); i++) {
        for (const char *at = strcasestr(value, schemes[i]); at;
             at = strcasestr(at + 1, schemes[i])) {
            const char *token = at + strlen(schemes[i]);
            const size_t blanks = strspn(token, " "), length = strspn(token + blanks, BASE64 "~.");

            if (length >= 16 && strcspn(token + blanks, HR_DIGITS) < length)
                return true;
        }
    }
    return false;
}

enum letter {
    LOWER,
    UPPER,
    DIGIT,
    OTHER,
    LETTER__COUNT,
};

static enum letter letter_of(char c)
{
    if (strchr(HR_LOWER, c))
        return LOWER;
    if (strchr(HR_UPPER, c))
        return UPPER;
    return strchr(HR_DIGITS, c) ? DIGIT : OTHER;
}

/* What is drawn by lot goes from lower case to upper case to digits and back at about two of three
 * steps, and seldom uses a character twice. A longer text is an encoded file. */
#define RANDOM_MIN 24
#define RANDOM_MAX 128

static bool is_random(const char *value)
{
    const size_t length = strlen(value);
    size_t steps = 0, runs = 0, distinct = 0, counts[LETTER__COUNT] = { 0 };
    bool seen[256] = { false };

    if (length < RANDOM_MIN || length > RANDOM_MAX || strspn(value, BASE64) != length)
        return false;
    for (size_t i = 0; i < length; i++) {
        const enum letter letter = letter_of(value[i]);
        const bool step = i == 0 || letter != letter_of(value[i - 1]);

        counts[letter]++;
        steps += step;
        runs += step && letter == DIGIT;
        distinct += !seen[(unsigned char)value[i]];
        seen[(unsigned char)value[i]] = true;
    }
    return counts[LOWER] > 2 && counts[UPPER] > 2 && runs >= 2 && counts[OTHER] * 10 <= length &&
           distinct >= 15 && steps * 100 >= length * 45;
}

static bool starts_harmless(const char *value)
{
    for (size_t i = 0; i < HR_ARRAY_LEN(harmless); i++) {
        if (hr_text_starts(value, harmless[i]))
            return true;
    }
    return false;
}

/* The shortest that has no '=' or ':' in it: a Slack token. */
#define SHAPE_MIN 15

const char *hr_secret_shape(const char *value, bool named_harmless, struct hr_arena *arena)
{
    const char *what;

    if (strnlen(value, SHAPE_MIN) < SHAPE_MIN && !strpbrk(value, "=:"))
        return NULL;
    what = inside(value, arena);
    if (what)
        return what;
    if (is_private_key(value, arena))
        return "a private key";
    if (is_authorization(value))
        return "an HTTP authorization";
    if (!named_harmless && !starts_harmless(value) && is_random(value))
        return "it looks drawn by lot";
    return NULL;
}
