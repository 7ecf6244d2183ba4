/* SPDX-License-Identifier: MIT */
#include "hrun/base/vec.h"
#include "hrun/docker/mount.h"

#include "unit.h"

#include <inttypes.h>
#include <string.h>

typedef bool parser(const char *raw, struct hr_arena *into, struct hr_mount *out,
                    struct hr_error *error);

static void tell(struct hr_strv *words, const char *name, const char *text)
{
    if (text)
        hr_strv_pushf(arena, words, "%s=%s", name, text);
}

static void tell_flag(struct hr_strv *words, const char *name, bool set)
{
    if (set)
        hr_strv_push(arena, words, name);
}

/* Everything that was read, as TYPE SOURCE TARGET CLEAN and then what was given. */
static const char *describe(const struct hr_mount *m)
{
    struct hr_strv words = { 0 };

    hr_strv_pushf(arena, &words, "%s %s %s %s", m->type_text, m->source ? m->source : "-",
                  m->target ? m->target : "-", m->clean ? m->clean : "-");
    tell_flag(&words, "ro", m->access == HR_MOUNT_READ_ONLY);
    tell_flag(&words, "rw", m->access == HR_MOUNT_READ_WRITE);
    tell(&words, "modes", m->modes.n ? hr_strv_join(arena, &m->modes, "|") : NULL);
    tell(&words, "propagation", m->propagation);
    tell(&words, "recursive", m->recursive);
    tell(&words, "consistency", m->consistency);
    tell_flag(&words, "relabel", m->relabel);
    tell_flag(&words, "nocopy", m->nocopy);
    tell_flag(&words, "create", m->create_source);
    tell(&words, "driver", m->driver);
    tell(&words, "opts", m->driver_opts.n ? hr_strv_join(arena, &m->driver_opts, "|") : NULL);
    tell(&words, "labels", m->labels.n ? hr_strv_join(arena, &m->labels, "|") : NULL);
    tell(&words, "subpath", m->subpath);
    if (m->tmpfs_size_given)
        hr_strv_pushf(arena, &words, "size=%" PRId64, m->tmpfs_size);
    else
        ck_assert_int_eq(m->tmpfs_size, -1);
    if (m->tmpfs_mode != -1)
        hr_strv_pushf(arena, &words, "mode=%" PRIo64, (uint64_t)m->tmpfs_mode);
    tell_flag(&words, "exec", m->exec);
    tell_flag(&words, "suid", m->suid);
    tell_flag(&words, "dev", m->dev);
    tell_flag(&words, "differs", m->differs);
    return hr_strv_join(arena, &words, " ");
}

/* Parse IN; WANT is the description, or NULL where it is refused. AGAIN is what is written, NULL
 * for IN itself; parsed again it must be the same mount. */
static void check_mount(parser *parse, const char *in, const char *want, const char *again)
{
    struct hr_mount mount = { .target = "untouched" }, second;

    if (!parse(in, arena, &mount, &err)) {
        ck_assert_msg(!want, "'%s' was refused: %s", in, err.msg);
        ck_assert_int_eq(err.code, HR_ERRC_USAGE);
        ck_assert_str_eq(mount.target, "untouched");
        return;
    }
    ck_assert_msg(want, "'%s' was read as %s", in, describe(&mount));
    ck_assert_str_eq(describe(&mount), want);
    ck_assert_str_eq(hr_mount_render(&mount, arena), again ? again : in);
    ck_assert(parse(hr_mount_render(&mount, arena), arena, &second, &err));
    second.differs = mount.differs; /* what was odd about the text is gone */
    ck_assert_str_eq(describe(&second), want);
    ck_assert_int_eq(second.type, mount.type);
    ck_assert_int_eq(second.syntax, mount.syntax);
}

struct mount_case {
    const char *in, *want, *again;
};

static const struct mount_case volume_cases[] = {
    { "/a:/b", "bind /a /b /b", NULL },
    { "/a:/b:rw", "bind /a /b /b rw modes=rw", NULL },
    { "/a:/b:ro", "bind /a /b /b ro modes=ro", NULL },
    { "/a:/b:ro,Z", "bind /a /b /b ro modes=ro|Z relabel", NULL },
    { "/a:/b:z", "bind /a /b /b modes=z relabel", NULL },
    { "/a:/b:rshared", "bind /a /b /b modes=rshared propagation=rshared", NULL },
    { "/a:/b:private,delegated",
      "bind /a /b /b modes=private|delegated propagation=private consistency=delegated", NULL },
    { "/a:/b:shared,slave,rprivate,consistent",
      "bind /a /b /b modes=shared|slave|rprivate|consistent propagation=rprivate "
      "consistency=consistent",
      NULL },
    { "/a:/b:rslave,rw,cached",
      "bind /a /b /b rw modes=rslave|rw|cached propagation=rslave consistency=cached", NULL },
    { "//:/host", "bind // /host /host", NULL },
    { "/../:/x", "bind /../ /x /x", NULL },
    { "/:/h/../x/", "bind / /h/../x/ /x", NULL },
    { "/var/run/docker.sock:/s", "bind /var/run/docker.sock /s /s", NULL },
    { "/a b:/c d", "bind /a b /c d /c d", NULL },
    { "vol:/b:nocopy", "volume vol /b /b modes=nocopy nocopy", NULL },
    { "./rel:/b", "bind ./rel /b /b", NULL },
    { ".:/b", "bind . /b /b", NULL },
    { "..:/b", "bind .. /b /b", NULL },
    { "../x:/b", "bind ../x /b /b", NULL },
    { ".hidden:/b", "bind .hidden /b /b", NULL },
    { "~/x:/b", "bind ~/x /b /b", NULL },
    { "~:/b", "bind ~ /b /b", NULL },
    { "rel:/b", "volume rel /b /b", NULL },
    { "rel/x:/b", "volume rel/x /b /b", NULL },
    { "-:/b", "volume - /b /b", NULL },
    { "1:/b", "volume 1 /b /b", NULL },
    { "aa:/b", "volume aa /b /b", NULL },
    /* a letter is a drive, and the whole an anonymous volume */
    { "a:/b", "volume - a:/b /a:/b", NULL },
    { "Z:/b", "volume - Z:/b /Z:/b", NULL },
    { "\xc3\xa9:/b", "volume - \xc3\xa9:/b /\xc3\xa9:/b", NULL },
    { "C:\\x:/b", "bind C:\\x /b /b", NULL },
    { "c:/x:/b:ro", "bind c:/x /b /b ro modes=ro", NULL },
    { "c::/b", "bind c: /b /b", NULL },
    { "\\\\host\\share:/b", "bind \\\\host\\share /b /b", NULL },
    { "\\x:/b", "volume \\x /b /b", NULL },
    { "/a:b:/c", "bind /a b:/c /b:/c", NULL },
    { "/a:/b:x:ro", "bind /a /b /b modes=x:ro", NULL },
    { "/a:/b:z:", "bind /a /b /b modes=z:", NULL },
    /* anonymous */
    { "/data", "volume - /data /data", NULL },
    { "data", "volume - data /data", NULL },
    { "/", "volume - / /", NULL },
    { "--", "volume - -- /--", NULL },
    { "=", "volume - = /=", NULL },
    { "::", "volume - :: /::", NULL },
    { "a:", "volume - a: /a:", NULL },
    { "/:", "volume - /: /:", NULL },
    { "\xc3\xa9", "volume - \xc3\xa9 /\xc3\xa9", NULL },
    /* what clients send on without looking */
    { "/a:ro", "bind /a ro /ro", NULL },
    { "/a:/b:nope", "bind /a /b /b modes=nope", NULL },
    { "/a:/b:RO", "bind /a /b /b modes=RO", NULL },
    { "/a:/b: ro", "bind /a /b /b modes= ro", NULL },
    { "/a:/b:ro,rw", "bind /a /b /b rw modes=ro|rw", NULL },
    { "/a:/b:ro,", "bind /a /b /b ro modes=ro|", NULL },
    { "/a:/b:,", "bind /a /b /b modes=|", NULL },
    { "/a:/b:exec,size=1m,unbindable", "bind /a /b /b modes=exec|size=1m|unbindable", NULL },
    { "/a:rel", "bind /a rel /rel", NULL },
    { "/a:/..", "bind /a /.. /", NULL },
    /* what clients up to 24.0.4 send on, and an engine takes apart */
    { "/a:/b:", "bind /a /b /b modes= differs", NULL },
    { "/a:", "bind /a  / differs", NULL },
    { "/a::/b", "bind /a  / modes=/b differs", NULL },
    { "/a::", "bind /a  / modes= differs", NULL },
    { "/a:/b:ro:", "bind /a /b /b modes=ro: differs", NULL },
    { "/a:/b:ro:x", "bind /a /b /b modes=ro:x differs", NULL },
    { "/a:/b:ro:/c:/d", "bind /a /b /b modes=ro:/c:/d differs", NULL },
    { "aa:/b:", "volume aa /b /b modes= differs", NULL },
    { "a:/b:", "volume a /b /b modes= differs", NULL },
    { "a::", "volume a  / modes= differs", NULL },
    { "./a:/b:", "bind ./a /b /b modes= differs", NULL },
    { "", "volume -  / differs", NULL },
    { ":/b", "volume - :/b /:/b differs", NULL },
    { ":/a:/b", "volume - :/a:/b /:/a:/b differs", NULL },
    { ":::", "volume - ::: /::: differs", NULL },
};

START_TEST(volume)
{
    check_mount(hr_mount_parse_volume, volume_cases[_i].in, volume_cases[_i].want,
                volume_cases[_i].again);
}
END_TEST

static const struct mount_case mount_cases[] = {
    { "type=bind,src=/a,dst=/b", "bind /a /b /b", "type=bind,source=/a,target=/b" },
    { "type=bind,source=/a,target=/b,readonly", "bind /a /b /b ro", NULL },
    { "type=bind,source=/a,destination=/b/,ro", "bind /a /b/ /b ro",
      "type=bind,source=/a,target=/b/,readonly" },
    { "type=bind,src=/a,dst=/b,ro,ro=false", "bind /a /b /b rw",
      "type=bind,source=/a,target=/b,readonly=false" },
    { "type=bind,src=/a,dst=/b,ro=1", "bind /a /b /b ro",
      "type=bind,source=/a,target=/b,readonly" },
    { "type=bind,src=/a,dst=/b,readonly=0,ro", "bind /a /b /b ro",
      "type=bind,source=/a,target=/b,readonly" },
    { "type=tmpfs,type=bind,src=/a,dst=/b", "bind /a /b /b", "type=bind,source=/a,target=/b" },
    { "type=bind,src=/x,src=/a,dst=/y,dst=/b", "bind /a /b /b", "type=bind,source=/a,target=/b" },
    { "\"type=bind\",\"src=/a\",\"dst=/b\"", "bind /a /b /b", "type=bind,source=/a,target=/b" },
    { "type=bind,\"src=/a,c\",dst=/b", "bind /a,c /b /b", "type=bind,\"source=/a,c\",target=/b" },
    { "type=bind,\"src=/a\"\"c\",dst=/b", "bind /a\"c /b /b",
      "type=bind,\"source=/a\"\"c\",target=/b" },
    { "type=bind,\"src=/a\r\r\nc\",dst=/b", "bind /a\r\nc /b /b",
      "type=bind,\"source=/a\r\r\nc\",target=/b" },
    { "type=bind,src=/a,dst=/b\ntype=tmpfs,dst=/c", "bind /a /b /b",
      "type=bind,source=/a,target=/b" },
    { "type=bind,src=/a=b,dst=/b=c", "bind /a=b /b=c /b=c", "type=bind,source=/a=b,target=/b=c" },
    { "TYPE=BIND,Src=/A,DST=/b,RO", "bind /A /b /b ro", "type=bind,source=/A,target=/b,readonly" },
    { "type=b\xc4\xb0nd,src=/a,dst=/b", "bind /a /b /b", "type=bind,source=/a,target=/b" },
    { "type=bind,src=/a,dst=/b\r", "bind /a /b /b", "type=bind,source=/a,target=/b" },
    { "\r\ntype=bind,src=/a,dst=/b", "bind /a /b /b", "type=bind,source=/a,target=/b" },
    { "\n\n\ntype=bind,src=/a,dst=/b\n", "bind /a /b /b", "type=bind,source=/a,target=/b" },
    { "type=bind,src=./a,dst=/b", "bind ./a /b /b", "type=bind,source=./a,target=/b" },
    { "type=bind,dst=/b", "bind - /b /b", "type=bind,target=/b" },
    { "type=bind,src=/a,dst=rel", "bind /a rel /rel", "type=bind,source=/a,target=rel" },
    { "type=bind,src=/a,dst=/b,consistency=CACHED", "bind /a /b /b consistency=cached",
      "type=bind,source=/a,target=/b,consistency=cached" },
    /* binds */
    { "type=bind,src=/a,dst=/b,bind-propagation=RShared", "bind /a /b /b propagation=rshared",
      "type=bind,source=/a,target=/b,bind-propagation=rshared" },
    { "type=bind,src=/a,dst=/b,bind-propagation=nope", "bind /a /b /b propagation=nope",
      "type=bind,source=/a,target=/b,bind-propagation=nope" },
    { "type=bind,src=/a,dst=/b,bind-nonrecursive", "bind /a /b /b recursive=disabled",
      "type=bind,source=/a,target=/b,bind-recursive=disabled" },
    { "type=bind,src=/a,dst=/b,bind-nonrecursive,bind-nonrecursive=false", "bind /a /b /b",
      "type=bind,source=/a,target=/b" },
    { "type=bind,src=/a,dst=/b,bind-recursive=enabled", "bind /a /b /b recursive=enabled",
      "type=bind,source=/a,target=/b,bind-recursive=enabled" },
    { "type=bind,src=/a,dst=/b,bind-recursive=disabled,bind-recursive=enabled",
      "bind /a /b /b recursive=disabled", "type=bind,source=/a,target=/b,bind-recursive=disabled" },
    { "type=bind,src=/a,dst=/b,ro,bind-recursive=writable", "bind /a /b /b ro recursive=writable",
      "type=bind,source=/a,target=/b,readonly,bind-recursive=writable" },
    { "bind-recursive=writable,bind-recursive=disabled,type=bind,src=/a,dst=/b,ro",
      "bind /a /b /b ro recursive=writable",
      "type=bind,source=/a,target=/b,readonly,bind-recursive=writable" },
    { "type=bind,src=/a,dst=/b,ro,bind-recursive=readonly,bind-propagation=rprivate",
      "bind /a /b /b ro propagation=rprivate recursive=readonly",
      "type=bind,source=/a,target=/b,readonly,bind-propagation=rprivate,bind-recursive=readonly" },
    { "type=bind,src=/a,dst=/b,bind-create-src", "bind /a /b /b create",
      "type=bind,source=/a,target=/b,bind-create-src" },
    { "type=bind,src=/a,dst=/b,bind-create-src=true,bind-create-src=0", "bind /a /b /b",
      "type=bind,source=/a,target=/b" },
    /* volumes */
    { "src=/a,dst=/b", "volume /a /b /b", "type=volume,source=/a,target=/b" },
    { "dst=/b", "volume - /b /b", "type=volume,target=/b" },
    { "type=volume,src=v,dst=/b,bind-recursive=enabled", "volume v /b /b",
      "type=volume,source=v,target=/b" },
    { "type=volume,src=v,dst=/b,volume-nocopy", "volume v /b /b nocopy",
      "type=volume,source=v,target=/b,volume-nocopy" },
    { "type=volume,src=v,dst=/b,volume-nocopy,volume-nocopy=false", "volume v /b /b",
      "type=volume,source=v,target=/b" },
    { "type=volume,src=v,dst=/b,volume-opt=type=xfs,volume-opt=o=bind,volume-opt=device=/x",
      "volume v /b /b opts=type=xfs|o=bind|device=/x",
      "type=volume,source=v,target=/b,volume-opt=type=xfs,volume-opt=o=bind,volume-opt=device=/x" },
    { "dst=/b,volume-opt=o=bind,volume-opt=type=none,volume-opt=o=ro",
      "volume - /b /b opts=o=ro|type=none",
      "type=volume,target=/b,volume-opt=o=ro,volume-opt=type=none" },
    { "dst=/b,volume-opt=o,\"volume-opt=o=size=1m,uid=1\"", "volume - /b /b opts=o=size=1m,uid=1",
      "type=volume,target=/b,\"volume-opt=o=size=1m,uid=1\"" },
    { "dst=/b,volume-opt=oo=1,volume-opt=o=2,volume-opt=o", "volume - /b /b opts=oo=1|o",
      "type=volume,target=/b,volume-opt=oo=1,volume-opt=o" },
    { "dst=/b,volume-driver=Local,volume-label=a=b,volume-label=c,volume-label=a=d",
      "volume - /b /b driver=Local labels=a=d|c",
      "type=volume,target=/b,volume-driver=Local,volume-label=a=d,volume-label=c" },
    { "dst=/b,volume-opt=a=1,volume-label=a=2,volume-opt=a=3", "volume - /b /b opts=a=3 labels=a=2",
      "type=volume,target=/b,volume-opt=a=3,volume-label=a=2" },
    { "src=v,dst=/b,volume-subpath=a/b", "volume v /b /b subpath=a/b",
      "type=volume,source=v,target=/b,volume-subpath=a/b" },
    { "dst=/b,volume-opt==x", "volume - /b /b opts==x differs",
      "type=volume,target=/b,volume-opt==x" },
    /* images, tmpfs, types that only an engine knows */
    { "type=image,src=alpine,dst=/b", "image alpine /b /b", "type=image,source=alpine,target=/b" },
    { "type=image,src=alpine,dst=/b,image-subpath=x", "image alpine /b /b subpath=x",
      "type=image,source=alpine,target=/b,image-subpath=x" },
    { "type=tmpfs,dst=/b,tmpfs-size=10m,tmpfs-mode=1777", "tmpfs - /b /b size=10485760 mode=1777",
      "type=tmpfs,target=/b,tmpfs-size=10485760,tmpfs-mode=1777" },
    { "type=tmpfs,dst=/b,tmpfs-size=0.5,tmpfs-mode=0000000000001777",
      "tmpfs - /b /b size=0 mode=1777", "type=tmpfs,target=/b,tmpfs-size=0,tmpfs-mode=1777" },
    { "type=tmpfs,dst=/b,tmpfs-mode=37777777777", "tmpfs - /b /b mode=37777777777",
      "type=tmpfs,target=/b,tmpfs-mode=37777777777" },
    { "type=tmpfs,dst=/b,tmpfs-size=.5g", "tmpfs - /b /b size=536870912 differs",
      "type=tmpfs,target=/b,tmpfs-size=536870912" },
    { "type=tmpfs,dst=/b,tmpfs-size=9999999p", "tmpfs - /b /b size=-9223372036854775808",
      "type=tmpfs,target=/b,tmpfs-size=9223372036854775808" },
    { "type=tmpfs,src=/a,dst=/b", "tmpfs /a /b /b", "type=tmpfs,source=/a,target=/b" },
    { "type=foo,dst=/b", "foo - /b /b", "type=foo,target=/b" },
    { "type=cluster,src=v,dst=/b", "cluster v /b /b", "type=cluster,source=v,target=/b" },
    /* clients up to 29.2.0 */
    { "type=bind,src= /a,dst=/b", "bind  /a /b /b differs", "type=bind,\"source= /a\",target=/b" },
    { "type=bind,src=/a,dst=/b,ro=T", "bind /a /b /b ro differs",
      "type=bind,source=/a,target=/b,readonly" },
    { "type=bind,src=/a,dst=/b,ro=FALSE", "bind /a /b /b rw differs",
      "type=bind,source=/a,target=/b,readonly=false" },
    { "type=volume,src=,dst=/b", "volume - /b /b differs", "type=volume,target=/b" },
    { "dst=/b,volume-driver=", "volume - /b /b differs", "type=volume,target=/b" },
    /* clients from 29.2.1 */
    { " type=bind,src=/a,dst=/b", "bind /a /b /b differs", "type=bind,source=/a,target=/b" },
    { "\t\"type=bind\",src=/a,dst=/b", "bind /a /b /b differs", "type=bind,source=/a,target=/b" },
    { "type=bind,src=/a,dst=/b ", "bind /a /b /b differs", "type=bind,source=/a,target=/b" },
    { "type=bind,dst=/b,src=/etc\xc2\xa0", "bind /etc /b /b differs",
      "type=bind,source=/etc,target=/b" },
    { "type=bind,src=/a,\"dst=/b\" ", "bind /a /b /b differs", "type=bind,source=/a,target=/b" },
    { "type=bind,src=/a", "bind /a  / differs", "type=bind,source=/a" },
    { "type=bind,ro=1,bind-propagation=shared,bind-recursive=disabled",
      "bind -  / ro propagation=shared recursive=disabled differs",
      "type=bind,readonly,bind-propagation=shared,bind-recursive=disabled" },
    { "src=v,consistency=a,volume-nocopy,volume-driver=b,volume-opt=c,"
      "volume-label=d,volume-subpath=e",
      "volume v  / consistency=a nocopy driver=b opts=c labels=d subpath=e differs",
      "type=volume,source=v,consistency=a,volume-nocopy,volume-driver=b,volume-opt=c,"
      "volume-label=d,volume-subpath=e" },
    { "type=image,image-subpath=x", "image -  / subpath=x differs", "type=image,image-subpath=x" },
    { "type=tmpfs,tmpfs-size=1m,tmpfs-mode=7", "tmpfs -  / size=1048576 mode=7 differs",
      "type=tmpfs,tmpfs-size=1048576,tmpfs-mode=7" },
    /* no client */
    { "", NULL, NULL },
    { "\n", NULL, NULL },
    { " ", NULL, NULL },
    { "bind", NULL, NULL },
    { "type", NULL, NULL },
    { "/a:/b", NULL, NULL },
    { "src", NULL, NULL },
    { "=", NULL, NULL },
    { "type=,dst=/b", NULL, NULL },
    { "type=bind,src=/a,dst=", NULL, NULL },
    { "type=bind,src=/a,dst=/b,rw", NULL, NULL },
    { "type=bind,src=/a,dst=/b,rw=true", NULL, NULL },
    { "type=bind,src=/a,dst=/b,z", NULL, NULL },
    { "type=bind, src=/a,dst=/b", NULL, NULL },
    { "type=bind,src =/a,dst=/b", NULL, NULL },
    { "type=bind,,src=/a,dst=/b", NULL, NULL },
    { "type=bind,src=/a,dst=/b,", NULL, NULL },
    { "type=tmpfs,dst=/b,uid=1", NULL, NULL },
    { "type=tmpfs,dst=/b,size=1m", NULL, NULL },
    { "type=tmpfs,dst=/b,exec", NULL, NULL },
    { "type=bind,src=/a,dst=/b,foo=bar", NULL, NULL },
    { "type=bind,src=/a,dst=/b,ro=", NULL, NULL },
    { "type=bind,src=/a,dst=/b,ro=yes", NULL, NULL },
    { "type=bind,src=/a,dst=/b,ro= true", NULL, NULL },
    { "type=bind,src=/a,dst=/b,bind-create-src=T", NULL, NULL },
    { "type=bind,src=/a,dst=/b,bind-create-src,ro=T", NULL, NULL },
    { "type=bind,src=/a,dst=/b,bind-create-src,bind-nonrecursive", NULL, NULL },
    { "type=bind,src=/a,bind-nonrecursive", NULL, NULL },
    { "type=bind,src=/a,dst=/b,bind-recursive=writable", NULL, NULL },
    { "type=bind,src=/a,dst=/b,bind-recursive=readonly", NULL, NULL },
    { "type=bind,src=/a,dst=/b,ro,bind-recursive=readonly", NULL, NULL },
    { "type=bind,src=/a,dst=/b,ro,bind-recursive=readonly,bind-propagation=private", NULL, NULL },
    { "type=bind,src=/a,dst=/b,bind-recursive=Disabled", NULL, NULL },
    { "type=bind,src=/a,dst=/b,bind-recursive=true", NULL, NULL },
    { "type=bind,src=/a,dst=/b,bind-recursive", NULL, NULL },
    { "type=volume,src=v,dst=/b,bind-propagation=shared", NULL, NULL },
    { "type=volume,src=v,dst=/b,bind-nonrecursive=false", NULL, NULL },
    { "type=bind,src=/a,dst=/b,volume-nocopy=false", NULL, NULL },
    { "type=bind,src=/a,dst=/b,volume-label==", NULL, NULL },
    { "type=bind,src=/a,dst=/b,tmpfs-mode=7", NULL, NULL },
    { "type=tmpfs,dst=/b,volume-subpath=x", NULL, NULL },
    { "type=volume,dst=/b,image-subpath=x", NULL, NULL },
    { "type=cluster,dst=/b,volume-nocopy", NULL, NULL },
    { "dst=/b,tmpfs-size=1m", NULL, NULL },
    { "type=tmpfs,dst=/b,tmpfs-size=50%", NULL, NULL },
    { "type=tmpfs,dst=/b,tmpfs-size=-1", NULL, NULL },
    { "type=tmpfs,dst=/b,tmpfs-size", NULL, NULL },
    { "type=tmpfs,dst=/b,tmpfs-mode=", NULL, NULL },
    { "type=tmpfs,dst=/b,tmpfs-mode=8", NULL, NULL },
    { "type=tmpfs,dst=/b,tmpfs-mode=0o777", NULL, NULL },
    { "type=tmpfs,dst=/b,tmpfs-mode=1_7", NULL, NULL },
    { "type=tmpfs,dst=/b,tmpfs-mode=40000000000", NULL, NULL },
    { "type=\"bind\",src=/a,dst=/b", NULL, NULL },
    { "\"type=bind\"x,src=/a,dst=/b", NULL, NULL },
    { "\"type=bind\" ,src=/a,dst=/b", NULL, NULL },
    { "type=bind,\"src=/a,dst=/b", NULL, NULL },
};

START_TEST(mount)
{
    check_mount(hr_mount_parse_mount, mount_cases[_i].in, mount_cases[_i].want,
                mount_cases[_i].again);
}
END_TEST

static const struct mount_case tmpfs_cases[] = {
    { "/tmp", "tmpfs - /tmp /tmp", NULL },
    { "/tmp:", "tmpfs - /tmp /tmp", "/tmp" },
    { "/tmp/", "tmpfs - /tmp/ /tmp", NULL },
    { "/tmp:exec", "tmpfs - /tmp /tmp modes=exec exec", NULL },
    { "/tmp/:exec", "tmpfs - /tmp/ /tmp modes=exec exec", NULL },
    { "/tmp:exec,noexec", "tmpfs - /tmp /tmp modes=exec|noexec", NULL },
    { "/tmp:noexec,nosuid,nodev,exec,suid,dev",
      "tmpfs - /tmp /tmp modes=noexec|nosuid|nodev|exec|suid|dev exec suid dev", NULL },
    { "/tmp:rw,noexec,size=10m,mode=1777",
      "tmpfs - /tmp /tmp rw modes=rw|noexec|size=10m|mode=1777 size=10485760 mode=1777", NULL },
    { "/t:ro", "tmpfs - /t /t ro modes=ro", NULL },
    { "/t:ro,rw", "tmpfs - /t /t rw modes=ro|rw", NULL },
    { "/t:rshared", "tmpfs - /t /t modes=rshared propagation=rshared", NULL },
    { "/t:runbindable", "tmpfs - /t /t modes=runbindable propagation=runbindable", NULL },
    { "/t:uid=1000,gid=1000,nr_inodes=5", "tmpfs - /t /t modes=uid=1000|gid=1000|nr_inodes=5",
      NULL },
    /* the path is split off at the first colon, and not looked at */
    { "", "tmpfs -  /", NULL },
    { ":exec", "tmpfs -  / modes=exec exec", NULL },
    { "/a:/b:exec", "tmpfs - /a /a modes=/b:exec", NULL },
    { "run", "tmpfs - run /run", NULL },
    { "//run/.", "tmpfs - //run/. /run", NULL },
    { "/x/../dev/shm:size=1m", "tmpfs - /x/../dev/shm /dev/shm modes=size=1m size=1048576", NULL },
    /* words are matched exactly */
    { "/t:EXEC, exec,exec=1", "tmpfs - /t /t modes=EXEC| exec|exec=1", NULL },
    { "/t:z,nocopy,cached", "tmpfs - /t /t modes=z|nocopy|cached", NULL },
    { "/t:exec,", "tmpfs - /t /t modes=exec| exec", NULL },
    { "/t:defaults,huge=always", "tmpfs - /t /t modes=defaults|huge=always", NULL },
    /* sizes as the kernel reads them */
    { "/t:size=0", "tmpfs - /t /t modes=size=0 size=0", NULL },
    { "/t:size=", "tmpfs - /t /t modes=size= size=0", NULL },
    { "/t:size=65536", "tmpfs - /t /t modes=size=65536 size=65536", NULL },
    { "/t:size=64K", "tmpfs - /t /t modes=size=64K size=65536", NULL },
    { "/t:size=010k", "tmpfs - /t /t modes=size=010k size=8192", NULL },
    { "/t:size=0x10k", "tmpfs - /t /t modes=size=0x10k size=16384", NULL },
    { "/t:size=0XfF", "tmpfs - /t /t modes=size=0XfF size=255", NULL },
    { "/t:size=1e", "tmpfs - /t /t modes=size=1e size=1152921504606846976", NULL },
    { "/t:size=16e", "tmpfs - /t /t modes=size=16e size=0", NULL },
    { "/t:size=18446744073709551616", "tmpfs - /t /t modes=size=18446744073709551616 size=0",
      NULL },
    { "/t:size=18446744073709551615",
      "tmpfs - /t /t modes=size=18446744073709551615 size=9223372036854775807", NULL },
    { "/t:size=50%", "tmpfs - /t /t modes=size=50% size=-1", NULL },
    { "/t:size=0%", "tmpfs - /t /t modes=size=0% size=0", NULL },
    { "/t:size=10mb", "tmpfs - /t /t modes=size=10mb size=-1", NULL },
    { "/t:size=1.5g", "tmpfs - /t /t modes=size=1.5g size=-1", NULL },
    { "/t:size=-1", "tmpfs - /t /t modes=size=-1 size=-1", NULL },
    { "/t:size=09", "tmpfs - /t /t modes=size=09 size=-1", NULL },
    { "/t:size= 1m", "tmpfs - /t /t modes=size= 1m size=-1", NULL },
    { "/t:size=1m,size=2m", "tmpfs - /t /t modes=size=1m|size=2m size=2097152", NULL },
    { "/t:size=1m,nr_blocks=0", "tmpfs - /t /t modes=size=1m|nr_blocks=0 size=0", NULL },
    { "/t:size=1m,nr_blocks=9", "tmpfs - /t /t modes=size=1m|nr_blocks=9 size=-1", NULL },
    { "/t:nr_blocks=0,size=1m", "tmpfs - /t /t modes=nr_blocks=0|size=1m size=1048576", NULL },
    { "/t:mode=0755", "tmpfs - /t /t modes=mode=0755 mode=755", NULL },
    { "/t:mode=9", "tmpfs - /t /t modes=mode=9", NULL },
    { "/t:mode=700,mode=", "tmpfs - /t /t modes=mode=700|mode=", NULL },
};

START_TEST(tmpfs)
{
    check_mount(hr_mount_parse_tmpfs, tmpfs_cases[_i].in, tmpfs_cases[_i].want,
                tmpfs_cases[_i].again);
}
END_TEST

static const struct mount_case volumes_from_cases[] = {
    { "x", "volumes-from x - -", NULL },
    { "x:ro", "volumes-from x - - ro modes=ro", NULL },
    { "x:rw", "volumes-from x - - rw modes=rw", NULL },
    { "x:z,ro", "volumes-from x - - ro modes=z|ro relabel", NULL },
    { "x:", "volumes-from x - -", "x" },
    { "x:ro:rw", "volumes-from x - - modes=ro:rw", NULL },
    { "x:nope", "volumes-from x - - modes=nope", NULL },
    { "", "volumes-from  - -", NULL },
};

START_TEST(volumes_from)
{
    check_mount(hr_mount_parse_volumes_from, volumes_from_cases[_i].in, volumes_from_cases[_i].want,
                volumes_from_cases[_i].again);
}
END_TEST

static const struct {
    const char *target, *want;
} place_cases[] = {
    { "/run", "/run" },
    { "/run/", "/run" },
    { "//run", "/run" },
    { "/var/run", "/run" },
    { "/var/run/", "/run" },
    { "/var/./run/x/..", "/run" },
    { "/var/run/docker.sock", "/run/docker.sock" },
    { "/var/runner", "/var/runner" },
    { "/var/run.d/x", "/var/run.d/x" },
    { "/var", "/var" },
    { "/x/var/run", "/x/var/run" },
    { "var/run", "/run" },
    { "", "/" },
};

START_TEST(place)
{
    struct hr_mount given = { .source = NULL };

    ck_assert_ptr_null(hr_mount_place(&given, arena));
    hr_mount_set_target(&given, arena, place_cases[_i].target);
    ck_assert_str_eq(given.target, place_cases[_i].target);
    ck_assert_str_eq(hr_mount_place(&given, arena), place_cases[_i].want);
}
END_TEST

static const struct {
    parser *parse;
    const char *in;
    enum hr_mount_access access;
    const char *want;
} access_cases[] = {
    { hr_mount_parse_volume, "/a:/b", HR_MOUNT_READ_ONLY, "/a:/b:ro" },
    { hr_mount_parse_volume, "/a:/b:", HR_MOUNT_READ_ONLY, "/a:/b:ro" },
    { hr_mount_parse_volume, "/a:/b:z,cached", HR_MOUNT_READ_ONLY, "/a:/b:z,cached,ro" },
    { hr_mount_parse_volume, "/a:/b:rw,z", HR_MOUNT_READ_ONLY, "/a:/b:z,ro" },
    { hr_mount_parse_volume, "/a:/b:ro,z", HR_MOUNT_READ_ONLY, "/a:/b:ro,z" },
    { hr_mount_parse_volume, "/a:/b:ro,z", HR_MOUNT_READ_WRITE, "/a:/b:z,rw" },
    { hr_mount_parse_volume, "/a:/b:ro", HR_MOUNT_ACCESS_UNSET, "/a:/b" },
    { hr_mount_parse_volumes_from, "x:rw", HR_MOUNT_READ_ONLY, "x:ro" },
    { hr_mount_parse_tmpfs, "/t:rw,size=1m", HR_MOUNT_READ_ONLY, "/t:size=1m,ro" },
    { hr_mount_parse_mount, "type=bind,src=/a,dst=/b", HR_MOUNT_READ_ONLY,
      "type=bind,source=/a,target=/b,readonly" },
    { hr_mount_parse_mount, "type=bind,src=/a,dst=/b,ro=false", HR_MOUNT_READ_ONLY,
      "type=bind,source=/a,target=/b,readonly" },
};

START_TEST(access_changed)
{
    struct hr_mount given;

    ck_assert(access_cases[_i].parse(access_cases[_i].in, arena, &given, &err));
    given.access = access_cases[_i].access;
    ck_assert_str_eq(hr_mount_render(&given, arena), access_cases[_i].want);
}
END_TEST

static const struct {
    const char *in, *msg, *hint;
} message_cases[] = {
    { "type=bind,rw", "mount 'type=bind,rw': no client has a key 'rw'",
      "a mount is read-write unless it says readonly" },
    { "type=bind,tagret=/b", "mount 'type=bind,tagret=/b': no client has a key 'tagret'",
      "did you mean 'target'?" },
    { "target", "mount 'target': 'target' needs a value: target=VALUE", NULL },
    { "ro=yes", "mount 'ro=yes': 'yes' is no value for ro", "ro takes true or false" },
    { "type=bind,src=/a,dst=/b,tmpfs-size=1m",
      "mount 'type=bind,src=/a,dst=/b,tmpfs-size=1m': a mount of type bind takes no tmpfs-size",
      NULL },
};

START_TEST(messages)
{
    struct hr_mount given;

    ck_assert(!hr_mount_parse_mount(message_cases[_i].in, arena, &given, &err));
    ck_assert_str_eq(err.msg, message_cases[_i].msg);
    ck_assert_pstr_eq(err.hint, message_cases[_i].hint);
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, volume, 0, HR_ARRAY_LEN(volume_cases));
    tcase_add_loop_test(tc, mount, 0, HR_ARRAY_LEN(mount_cases));
    tcase_add_loop_test(tc, tmpfs, 0, HR_ARRAY_LEN(tmpfs_cases));
    tcase_add_loop_test(tc, volumes_from, 0, HR_ARRAY_LEN(volumes_from_cases));
    tcase_add_loop_test(tc, place, 0, HR_ARRAY_LEN(place_cases));
    tcase_add_loop_test(tc, access_changed, 0, HR_ARRAY_LEN(access_cases));
    tcase_add_loop_test(tc, messages, 0, HR_ARRAY_LEN(message_cases));
}

UNIT_MAIN("mount", add_tests)
