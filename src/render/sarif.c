/* SPDX-License-Identifier: MIT */
#include "hrun/render/sarif.h"

#include "hrun/base/jsonw.h"
#include "hrun/base/sha256.h"
#include "hrun/base/text.h"
#include "hrun/version.h"

#include <string.h>

#define SCHEMA \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

/* The rules that were found, in the order of the table. */
struct rules {
    HR_VEC(const struct hr_rule *);
};

static bool is_found(const struct hr_judgements *judgements, const struct hr_rule *rule)
{
    for (size_t i = 0; i < judgements->n; i++) {
        const struct hr_findings *findings = &judgements->v[i].findings;

        for (size_t k = 0; k < findings->n; k++) {
            if (findings->v[k].rule == rule)
                return true;
        }
    }
    return false;
}

static struct rules rules_of(const struct hr_judgements *judgements, struct hr_arena *arena)
{
    size_t count;
    const struct hr_rule *rows = hr_rules(&count);
    struct rules rules = { 0 };

    for (size_t i = 0; i < count; i++) {
        if (is_found(judgements, &rows[i]))
            *HR_VEC_PUSH(arena, &rules) = &rows[i];
    }
    return rules;
}

static const char *level_of(enum hr_level level)
{
    return level == HR_LEVEL_DENY ? "error" : level == HR_LEVEL_WARN ? "warning" : "note";
}

static void write_text(struct hr_jsonw *w, const char *key, const char *text)
{
    hr_jsonw_key(w, key);
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "text", text);
    hr_jsonw_end(w);
}

/* Readers show a sentence. */
static const char *sentence(const char *text, struct hr_arena *arena)
{
    const bool is_lower = text[0] >= 'a' && text[0] <= 'z';

    return hr_arena_printf(arena, "%c%s.", is_lower ? text[0] - 'a' + 'A' : text[0], text + 1);
}

static void write_help(struct hr_jsonw *w, const struct hr_rule *rule)
{
    struct hr_strv lines = { 0 };

    hr_strv_push(w->arena, &lines, sentence(rule->title, w->arena));
    if (rule->why)
        hr_strv_pushf(w->arena, &lines, "Why it matters: %s.", rule->why);
    if (rule->remedy)
        hr_strv_pushf(w->arena, &lines, "Instead: %s.", rule->remedy);
    if (rule->refs)
        hr_strv_pushf(w->arena, &lines, "See: %s.", rule->refs);
    write_text(w, "help", hr_strv_join(w->arena, &lines, "\n"));
}

static void write_rule(struct hr_jsonw *w, const struct hr_rule *rule)
{
    const struct hr_strv refs = hr_rule_refs(rule, w->arena);

    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "id", rule->name);
    write_text(w, "shortDescription", sentence(rule->title, w->arena));
    write_text(w, "fullDescription", sentence(rule->why ? rule->why : rule->title, w->arena));
    write_help(w, rule);
    hr_jsonw_key(w, "defaultConfiguration");
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "level", level_of(rule->level));
    hr_jsonw_end(w);
    hr_jsonw_key(w, "properties");
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "security-severity", hr_exposure_severity(rule));
    hr_jsonw_member_string(w, "precision", "high");
    hr_jsonw_key(w, "tags");
    hr_jsonw_array(w);
    hr_jsonw_string(w, "security");
    for (size_t i = 0; i < refs.n; i++)
        hr_jsonw_string(w, refs.v[i]);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

static void write_tool(struct hr_jsonw *w, const struct rules *rules)
{
    hr_jsonw_key(w, "tool");
    hr_jsonw_object(w);
    hr_jsonw_key(w, "driver");
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "name", "hrunctl");
    hr_jsonw_member_string(w, "semanticVersion", HR_VERSION);
    hr_jsonw_key(w, "rules");
    hr_jsonw_array(w);
    for (size_t i = 0; i < rules->n; i++)
        write_rule(w, rules->v[i]);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

/* PATH as a URI reference. */
static const char *uri_of(const char *path, struct hr_arena *arena)
{
    struct hr_strv parts = { 0 };

    for (; *path; path++)
        hr_strv_pushf(arena, &parts, strchr(HR_ALNUM "-._~/", *path) ? "%c" : "%%%02X",
                      (unsigned char)*path);
    return hr_strv_join(arena, &parts, "");
}

static void write_file(struct hr_jsonw *w, const struct hr_origin *place)
{
    hr_jsonw_key(w, "physicalLocation");
    hr_jsonw_object(w);
    hr_jsonw_key(w, "artifactLocation");
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "uri", uri_of(place->name, w->arena));
    hr_jsonw_end(w);
    hr_jsonw_key(w, "region");
    hr_jsonw_object(w);
    hr_jsonw_member_integer(w, "startLine", (int64_t)place->number);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

/* What was judged; of a line, the word too; of a file, its line. */
static void write_location(struct hr_jsonw *w, const struct hr_judgement *j,
                           const struct hr_finding *f)
{
    const char *kind = hr_target_kind_name(j->kind), *name = j->name ? j->name : "";
    const struct hr_origin *place = f->setting      ? &f->setting->origin
                                    : f->place.name ? &f->place
                                                    : &j->place;
    const bool in_file = place->kind == HR_ORIGIN_COMPOSE || place->kind == HR_ORIGIN_FILE;
    const char *origin =
        f->setting && !in_file ? hr_origin_text(&f->setting->origin, w->arena) : NULL;

    hr_jsonw_key(w, "locations");
    hr_jsonw_array(w);
    hr_jsonw_object(w);
    if (in_file)
        write_file(w, place);
    hr_jsonw_key(w, "logicalLocations");
    hr_jsonw_array(w);
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "name", name);
    hr_jsonw_member_string(w, "fullyQualifiedName",
                           hr_arena_printf(w->arena, "%s/%s%s%s", kind, name, origin ? "/" : "",
                                           origin ? origin : ""));
    hr_jsonw_member_string(w, "kind", kind);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

/* How many findings before the one at END say the same. */
static size_t repeated(const struct hr_findings *findings, size_t end)
{
    const struct hr_finding *f = &findings->v[end];
    size_t count = 0;

    for (size_t i = 0; i < end; i++) {
        const struct hr_finding *other = &findings->v[i];

        count += other->rule == f->rule && (other->subject == NULL) == (f->subject == NULL) &&
                 (!f->subject || strcmp(other->subject, f->subject) == 0);
    }
    return count;
}

static void write_fingerprint(struct hr_jsonw *w, const struct hr_judgement *j, size_t index)
{
    const struct hr_finding *f = &j->findings.v[index];
    const char *text = hr_arena_printf(
        w->arena, "%s\n%s\n%s\n%s\n%zu", hr_target_kind_name(j->kind), j->name ? j->name : "",
        f->rule->name, f->subject ? f->subject : "", repeated(&j->findings, index));
    char hex[HR_SHA256_HEX];

    hr_sha256_hex(text, strlen(text), hex);
    hr_jsonw_key(w, "partialFingerprints");
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "hrunFinding/v1", hex);
    hr_jsonw_end(w);
}

static void write_suppressions(struct hr_jsonw *w, const struct hr_finding *f)
{
    hr_jsonw_key(w, "suppressions");
    hr_jsonw_array(w);
    if (f->allowed) {
        hr_jsonw_object(w);
        hr_jsonw_member_string(w, "kind", "inSource");
        hr_jsonw_member_string(w, "justification", f->allowed);
        hr_jsonw_end(w);
    }
    hr_jsonw_end(w);
}

static int64_t index_of(const struct rules *rules, const struct hr_rule *rule)
{
    size_t i = 0;

    while (i < rules->n && rules->v[i] != rule)
        i++;
    return (int64_t)i;
}

static void write_result(struct hr_jsonw *w, const struct rules *rules,
                         const struct hr_judgement *j, size_t index)
{
    const struct hr_finding *f = &j->findings.v[index];
    const char *instead = f->remedy ? hr_arena_printf(w->arena, "; instead: %s", f->remedy) : "";

    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "ruleId", f->rule->name);
    hr_jsonw_member_integer(w, "ruleIndex", index_of(rules, f->rule));
    hr_jsonw_member_string(w, "level", level_of(f->level));
    write_text(w, "message", hr_arena_printf(w->arena, "%s%s", f->message, instead));
    write_location(w, j, f);
    write_fingerprint(w, j, index);
    write_suppressions(w, f);
    hr_jsonw_key(w, "properties");
    hr_jsonw_object(w);
    hr_jsonw_member_string(w, "evidence", hr_evidence_name(f->evidence));
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

/* What SARIF has no word for. */
static void write_targets(struct hr_jsonw *w, const struct hr_judgements *judgements)
{
    hr_jsonw_key(w, "properties");
    hr_jsonw_object(w);
    hr_jsonw_key(w, "targets");
    hr_jsonw_array(w);
    for (size_t i = 0; i < judgements->n; i++) {
        const struct hr_judgement *j = &judgements->v[i];

        hr_jsonw_object(w);
        hr_jsonw_member_string(w, "kind", hr_target_kind_name(j->kind));
        hr_jsonw_member_string(w, "name", j->name);
        hr_jsonw_key(w, "exposure");
        hr_jsonw_number(w, hr_exposure_text(j->exposure, w->arena));
        hr_jsonw_end(w);
    }
    hr_jsonw_end(w);
    hr_jsonw_end(w);
}

const char *hr_render_sarif(const struct hr_judgements *judgements, struct hr_arena *arena)
{
    const struct rules rules = rules_of(judgements, arena);
    struct hr_jsonw w;

    hr_jsonw_init(&w, arena, 2);
    hr_jsonw_object(&w);
    hr_jsonw_member_string(&w, "version", "2.1.0");
    hr_jsonw_member_string(&w, "$schema", SCHEMA);
    hr_jsonw_key(&w, "runs");
    hr_jsonw_array(&w);
    hr_jsonw_object(&w);
    write_tool(&w, &rules);
    hr_jsonw_key(&w, "results");
    hr_jsonw_array(&w);
    for (size_t i = 0; i < judgements->n; i++) {
        for (size_t k = 0; k < judgements->v[i].findings.n; k++)
            write_result(&w, &rules, &judgements->v[i], k);
    }
    hr_jsonw_end(&w);
    write_targets(&w, judgements);
    hr_jsonw_end(&w);
    hr_jsonw_end(&w);
    hr_jsonw_end(&w);
    return hr_arena_printf(arena, "%s\n", hr_jsonw_text(&w));
}
