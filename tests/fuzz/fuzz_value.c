/* SPDX-License-Identifier: MIT */
/* Reaches every grammar through the option table: the first byte chooses a row, the rest is its value.
 * What is refused says why; what is read is read the same again; a limit and a user are what their
 * names say. */
#include "hrun/base/text.h"
#include "hrun/docker/setting.h"

#include "fuzz.h"

#include <string.h>

static void check_user(const struct hr_user *user)
{
    if (hr_user_is_plainly_not_root(user))
        FUZZ_CHECK(user->uid_known && user->uid != 0);
    if (user->uid_known && user->uid == 0)
        FUZZ_CHECK(hr_user_may_be_root(user));
}

static void check_value(const struct hr_option *option, const char *raw, struct hr_arena *arena)
{
    struct hr_value value, again;
    const struct hr_setting s = { .option = option, .raw = raw, .value = &value };
    struct hr_error err;

    if (!hr_value_parse(option, raw, arena, &value, &err)) {
        FUZZ_CHECK(err.msg &&
                   hr_text_is_utf8(hr_error_text(&err, arena), strlen(hr_error_text(&err, arena))));
        return;
    }
    FUZZ_CHECK(hr_value_parse(option, raw, arena, &again, &err));
    FUZZ_CHECK(value.kind == option->kind && again.differs == value.differs);
    if (option->kind == HR_KIND_ULIMIT)
        FUZZ_CHECK(value.as.ulimit.name && strchr(raw, '='));
    if (option->kind == HR_KIND_USER)
        check_user(&value.as.user);
    if (option->repeat == HR_REPEAT_MAP)
        FUZZ_CHECK(hr_setting_key(&s, arena));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct hr_option_table *table = hr_docker_options();
    struct hr_arena arena;

    if (size == 0)
        return 0;
    hr_arena_init(&arena);
    check_value(&table->rows[data[0] % table->count],
                hr_arena_strndup(&arena, (const char *)data + 1, size - 1), &arena);
    hr_arena_finish(&arena);
    return 0;
}
