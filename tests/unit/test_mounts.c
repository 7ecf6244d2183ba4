/* SPDX-License-Identifier: MIT */
/* The rules over mounts: every way of reaching what is not to be reached, and what is near to it. */
#include "hrun/base/number.h"
#include "hrun/base/text.h"
#include "hrun/facts/source.h"

#include "judge.h"

#include <sys/stat.h>

/*
 * What the host has, beside the places below: words of a source as the line has it and what it is. A
 * source that no word names is a folder of the caller's, without links.
 *
 *     S>PATH      a link to PATH
 *     S!          not there
 *     S?          cannot be told
 *     S~          a socket
 *     S#DEV:INO   a file of that device and inode
 *     S^DEV:PATH  PATH in the file system DEV
 *     S=TYPE      is part of a file system of TYPE
 *     S+TYPE      has a file system of TYPE mounted in it
 *     S+DEV:PATH  has PATH of the file system DEV mounted in it, with ';' for the ':' of DEV
 */
#define OPERATORS ">!?~#^=+"

static const struct hr_place_facts places[] = {
    { .kind = HR_PLACE_HOME,
      .is = { .given = "/data/me", .clean = "/data/me", .real = "/disk/me" } },
    { .kind = HR_PLACE_HOME,
      .is = { .given = "/home/me",
              .clean = "/home/me",
              .real = "/home/me",
              .fs_device = "8:1",
              .fs_path = "/home/me" } },
    { .kind = HR_PLACE_ENGINE_SOCKET,
      .is = { .given = "/var/run/docker.sock",
              .clean = "/var/run/docker.sock",
              .real = "/run/docker.sock",
              .state = HR_SOURCE_KNOWN,
              .mode = S_IFSOCK,
              .dev = 25,
              .ino = 77,
              .fs_device = "0:25",
              .fs_path = "/docker.sock" } },
    { .kind = HR_PLACE_ENGINE_SOCKET,
      .is = { .given = "/srv/engine/sock",
              .clean = "/srv/engine/sock",
              .real = "/srv/engine/sock" } },
    { .kind = HR_PLACE_ENGINE_SOCKET,
      .is = { .given = "/home/me/.docker/desktop/docker.sock",
              .clean = "/home/me/.docker/desktop/docker.sock",
              .real = "/home/me/.docker/desktop/docker.sock",
              .state = HR_SOURCE_ABSENT } },
    { .kind = HR_PLACE_ENGINE_SOCKET,
      .is = { .given = "/home/zed/work/locked/docker.sock",
              .clean = "/home/zed/work/locked/docker.sock",
              .real = "/home/zed/work/locked/docker.sock" } },
    { .kind = HR_PLACE_ENGINE_DATA,
      .is = { .given = "/var/lib/engine", .clean = "/var/lib/engine", .real = "/disk/engine" } },
    { .kind = HR_PLACE_RUNTIME_DIR,
      .is = { .given = "/tmp/runtime", .clean = "/tmp/runtime", .real = "/tmp/runtime" } },
    { .kind = HR_PLACE_SSH_AGENT,
      .is = { .given = "/agents/a.1", .clean = "/agents/a.1", .real = "/agents/a.1" } },
    { .kind = HR_PLACE_CLIENT,
      .is = { .given = "/ci/client", .clean = "/ci/client", .real = "/ci/client" } },
    { .kind = HR_PLACE_PROFILES,
      .is = { .given = "/opt/hrun/profiles",
              .clean = "/opt/hrun/profiles",
              .real = "/opt/hrun/profiles" } },
    { .kind = HR_PLACE_WRITABLE,
      .is = { .given = "/free",
              .clean = "/free",
              .real = "/disk/free",
              .state = HR_SOURCE_KNOWN } },
    { .kind = HR_PLACE_DENIED,
      .is = { .given = "/secret/one", .clean = "/secret/one", .real = "/disk/one" } },
    { .kind = HR_PLACE_LISTED,
      .listed = "/etc",
      .is = { .given = "/etc",
              .clean = "/etc",
              .real = "/etc",
              .state = HR_SOURCE_KNOWN,
              .mode = S_IFDIR,
              .dev = 8,
              .ino = 9,
              .fs_device = "8:1",
              .fs_path = "/etc" } },
    { .kind = HR_PLACE_LISTED,
      .listed = "/",
      .is = { .given = "/", .clean = "/", .real = "/", .fs_device = "8:1", .fs_path = "/" } },
    { .kind = HR_PLACE_LISTED,
      .listed = "~/.ssh",
      .is = { .given = "/home/me/.ssh",
              .clean = "/home/me/.ssh",
              .real = "/disk/keys",
              .fs_device = "8:2",
              .fs_path = "/keys" } },
};

/* The LENGTH bytes at TEXT, with ':' for ';'. */
static const char *device_of(const char *text, size_t length)
{
    char *device = hr_arena_strndup(arena, text, length);
    const char *rest = hr_text_cut(strchr(device, ';'));

    return rest ? hr_arena_printf(arena, "%s:%s", device, rest) : device;
}

static void apply(struct hr_source_facts *source, char operator, const char * text)
{
    const size_t length = strcspn(text, ":");
    uint64_t number;

    switch (operator) {
    case '>':
        source->real = text;
        source->crossed_links = true;
        break;
    case '!':
        source->state = HR_SOURCE_ABSENT;
        break;
    case '?':
        source->state = HR_SOURCE_UNKNOWN;
        source->unknown_because = "Permission denied";
        break;
    case '~':
        source->mode = S_IFSOCK | 0600;
        break;
    case '#':
        source->mode = S_IFREG | 0600;
        ck_assert(hr_number_u64(text, length, &number));
        source->dev = number;
        ck_assert(hr_number_u64(text + length + 1, strlen(text + length + 1), &number));
        source->ino = number;
        break;
    case '^':
        source->fs_device = "8:1";
        source->fs_path = text;
        break;
    case '=':
        source->fs_type = text;
        break;
    case '+':
        *HR_VEC_PUSH(arena, &source->submounts) =
            (struct hr_submount){ .path = hr_arena_printf(arena, "%s/in", source->clean),
                                  .fs_type = text[length] ? "ext4" : text,
                                  .fs_device = device_of(text, length),
                                  .fs_path = text[length] ? text + length + 1 : "/" };
        break;
    default:
        ck_abort_msg("no operator %c", operator);
    }
}

static void add_source(const char *given, struct hr_facts *facts)
{
    const struct hr_source_base base = { .cwd = "/home/me/project" };
    struct hr_source_facts *source = HR_VEC_PUSH(arena, &facts->sources);

    source->given = given;
    source->clean = source->real = hr_source_clean(given, &base, arena);
    source->state = source->clean ? HR_SOURCE_KNOWN : HR_SOURCE_UNKNOWN;
    source->mode = S_IFDIR | 0755;
    source->uid = source->gid = 1000;
    source->fs_type = "ext4";
}

static void sketch(const char *text, struct hr_facts *facts)
{
    const struct hr_strv words = judge_words(text);

    for (size_t i = 0; i < words.n; i++) {
        const char *word = words.v[i];
        size_t length = strcspn(word, OPERATORS);

        add_source(hr_arena_strndup(arena, word, length), facts);
        for (word += length; *word; word += length + 1) {
            length = strcspn(word + 1, OPERATORS);
            apply(&facts->sources.v[facts->sources.n - 1], *word,
                  hr_arena_strndup(arena, word + 1, length));
        }
    }
}

/* The facts for LINE on the host that HOST sketches. */
static struct hr_facts facts_for(const char *line, const char *host)
{
    const struct hr_strv words = judge_words(line);
    struct hr_facts facts = judge_root_image;
    struct hr_invocation invocation;

    facts.engine.locality = HR_LOCALITY_LOCAL;
    for (size_t i = 0; i < HR_ARRAY_LEN(places); i++)
        *HR_VEC_PUSH(arena, &facts.places) = places[i];
    sketch(host ? host : "", &facts);
    ck_assert_msg(hr_invocation_parse((const char *const *)words.v, words.n, hr_own_options(),
                                      arena, &invocation, &err),
                  "%s: %s", line, err.msg);
    for (size_t i = 0; i < invocation.settings.n; i++) {
        const struct hr_value *value = invocation.settings.v[i].value;

        if ((value->kind == HR_KIND_VOLUME || value->kind == HR_KIND_MOUNT) &&
            value->as.mount.type == HR_MOUNT_BIND && value->as.mount.source &&
            !hr_facts_source(&facts, value->as.mount.source))
            add_source(value->as.mount.source, &facts);
    }
    return facts;
}

struct mount_case {
    const char *line, *host, *want;
};

#define ENGINE(source)    "engine-socket:" source
#define SENSITIVE(source) "sensitive-path:" source
#define SPREAD(source)    "mount-propagation:" source
#define DRIVER(source)    "volume-driver:" source
#define TMPFS(target)     "tmpfs-options:" target

/* Under `default`, which denies or warns of all of these. */
static const struct mount_case evasions[] = {
    /* the root, in every spelling */
    { "-v /:/h app:1", NULL, "bind-denied:/ " ENGINE("/") " " SENSITIVE("/") },
    { "-v //:/h app:1", NULL, "bind-denied:// " ENGINE("//") " " SENSITIVE("//") },
    { "-v /./:/h app:1", NULL, "bind-denied:/./ " ENGINE("/./") " " SENSITIVE("/./") },
    { "-v /..:/h app:1", NULL, "bind-denied:/.. " ENGINE("/..") " " SENSITIVE("/..") },
    { "-v /etc/..:/h app:1", NULL,
      "bind-denied:/etc/.. " ENGINE("/etc/..") " " SENSITIVE("/etc/..") },
    { "-v ../../..:/h app:1", NULL,
      "bind-denied:../../.. " ENGINE("../../..") " " SENSITIVE("../../..") },
    { "-v ./x:/h app:1", "./x>/", "bind-denied:./x " ENGINE("./x") " " SENSITIVE("./x") },
    { "--volume=/:/h:ro app:1", NULL, "bind-denied:/ " ENGINE("/") " " SENSITIVE("/") },
    { "-v/:/h app:1", NULL, "bind-denied:/ " ENGINE("/") " " SENSITIVE("/") },
    { "-itv/:/h app:1", NULL, "bind-denied:/ " ENGINE("/") " " SENSITIVE("/") },
    { "-v /mnt/host:/h app:1", "/mnt/host^/", SENSITIVE("/mnt/host") },
    { "--mount type=bind,src=/,dst=/h app:1", NULL,
      "bind-denied:/ " ENGINE("/") " " SENSITIVE("/") },

    /* what is listed, below and above it */
    { "-v /etc:/x app:1", NULL, SENSITIVE("/etc") },
    { "-v /etc/:/x app:1", NULL, SENSITIVE("/etc/") },
    { "-v //etc//:/x app:1", NULL, SENSITIVE("//etc//") },
    { "-v /usr/../etc:/x app:1", NULL, SENSITIVE("/usr/../etc") },
    { "-v /etc/ssh:/x:ro app:1", NULL, SENSITIVE("/etc/ssh") },
    { "-v /etc/passwd:/x:ro app:1", NULL, SENSITIVE("/etc/passwd") },
    { "-v /etc/shadow:/etc/shadow:ro app:1", "/etc/shadow!",
      "missing-source:/etc/shadow " SENSITIVE("/etc/shadow") },
    { "-v /etc/localtime:/x:rw app:1", NULL, SENSITIVE("/etc/localtime") },
    { "-v /etc/ssl/private:/x:ro app:1", NULL, SENSITIVE("/etc/ssl/private") },
    { "-v /etc/ssl:/x:ro app:1", NULL, SENSITIVE("/etc/ssl") },
    { "-v /etc/ssl/certs/..:/x:ro app:1", NULL, SENSITIVE("/etc/ssl/certs/..") },
    { "-v /etc/localtime:/x:ro app:1", "/etc/localtime>/etc/shadow", SENSITIVE("/etc/localtime") },
    { "-v /etc/ssl/certs/x:/x:ro app:1", "/etc/ssl/certs/x>/root/.ssh/id",
      SENSITIVE("/etc/ssl/certs/x") },
    { "-v /etc/timezone/:/x:rw app:1", NULL, SENSITIVE("/etc/timezone/") },
    { "-v /proc:/x app:1", NULL, SENSITIVE("/proc") },
    { "-v /proc/sys:/x app:1", NULL, SENSITIVE("/proc/sys") },
    { "-v /proc/self/root:/x app:1", "/proc/self/root?>/proc/self/root",
      SENSITIVE("/proc/self/root") },
    { "-v /proc/self/root/etc:/x app:1", "/proc/self/root/etc?", SENSITIVE("/proc/self/root/etc") },
    { "-v /proc/1/root:/x app:1", NULL, SENSITIVE("/proc/1/root") },
    { "-v /proc/1/cwd:/x app:1", NULL, SENSITIVE("/proc/1/cwd") },
    { "-v /proc/thread-self/root:/x app:1", NULL, SENSITIVE("/proc/thread-self/root") },
    { "-v /proc/self/fd/3:/x app:1", NULL, SENSITIVE("/proc/self/fd/3") },
    { "-v /dev/fd/3:/x app:1", "/dev/fd/3?>/proc/self/fd/3", SENSITIVE("/dev/fd/3") },
    { "-v ./p:/x app:1", "./p?>/proc/self/cwd", SENSITIVE("./p") },
    { "-v /sys:/x:ro app:1", NULL, SENSITIVE("/sys") },
    { "-v /sys/fs/cgroup:/sys/fs/cgroup:ro app:1", NULL, SENSITIVE("/sys/fs/cgroup") },
    { "-v /dev:/dev app:1", NULL, SENSITIVE("/dev") },
    { "-v /dev/shm:/dev/shm app:1", NULL, SENSITIVE("/dev/shm") },
    { "-v /dev/sda:/x app:1", NULL, SENSITIVE("/dev/sda") },
    { "-v /dev/null:/x app:1", "/dev/null>/dev/sda", SENSITIVE("/dev/null") },
    { "-v /dev/null/../sda:/x app:1", NULL, SENSITIVE("/dev/null/../sda") },
    { "-v /dev/mem:/x:ro app:1", NULL, SENSITIVE("/dev/mem") },
    { "-v /boot:/x:ro app:1", NULL, SENSITIVE("/boot") },
    { "-v /var:/x:ro app:1", NULL, ENGINE("/var") " " SENSITIVE("/var") },
    { "-v /var/lib:/x:ro app:1", NULL, SENSITIVE("/var/lib") },
    { "-v /var/lib/docker:/x:ro app:1", NULL, SENSITIVE("/var/lib/docker") },
    { "-v /var/lib/docker/volumes/v/_data:/x app:1", NULL,
      SENSITIVE("/var/lib/docker/volumes/v/_data") },
    { "-v /var/lib/engine/overlay2:/x app:1", NULL, SENSITIVE("/var/lib/engine/overlay2") },
    { "-v /disk/engine:/x app:1", NULL, SENSITIVE("/disk/engine") },
    { "-v /disk:/x app:1", NULL, "bind-denied:/disk " SENSITIVE("/disk") },
    { "-v /var/lib/containerd:/x app:1", NULL, SENSITIVE("/var/lib/containerd") },
    { "-v /var/lib/containers/storage:/x app:1", NULL, SENSITIVE("/var/lib/containers/storage") },
    { "-v /var/lib/kubelet:/x:ro app:1", NULL, SENSITIVE("/var/lib/kubelet") },
    { "-v /var/spool:/x:ro app:1", NULL, SENSITIVE("/var/spool") },
    { "-v /run/systemd:/x:ro app:1", NULL, SENSITIVE("/run/systemd") },
    { "-v /run/dbus:/run/dbus:ro app:1", NULL, SENSITIVE("/run/dbus") },
    { "-v /run/user/7:/x app:1", NULL, ENGINE("/run/user/7") " " SENSITIVE("/run/user/7") },
    { "-v /run/user/7/systemd:/x app:1", NULL, SENSITIVE("/run/user/7/systemd") },
    { "-v /run/user:/x app:1", NULL, ENGINE("/run/user") " " SENSITIVE("/run/user") },
    { "-v /tmp/runtime:/x app:1", NULL, SENSITIVE("/tmp/runtime") },
    { "-v /tmp:/tmp app:1", NULL, SENSITIVE("/tmp") },
    { "-v /agents:/x app:1", NULL, SENSITIVE("/agents") },
    { "-v /tmp/.X11-unix:/tmp/.X11-unix app:1", NULL, SENSITIVE("/tmp/.X11-unix") },
    { "-v /usr/bin:/x:rw app:1", NULL, SENSITIVE("/usr/bin") },
    { "-v /usr/local:/x:rw app:1", NULL, SENSITIVE("/usr/local") },
    { "-v /usr:/x:rw app:1", NULL, SENSITIVE("/usr") },
    { "-v /usr/src/linux:/x:rw app:1", NULL, SENSITIVE("/usr/src/linux") },
    { "-v /run/udev:/run/udev:rw app:1", NULL, SENSITIVE("/run/udev") },
    { "-v /run/containerd/s:/x:ro app:1", NULL, SENSITIVE("/run/containerd/s") },
    { "-v /run/docker/plugins:/x:ro app:1", NULL, SENSITIVE("/run/docker/plugins") },
    { "-v /var/lib/rancher/k3s:/x:ro app:1", NULL, SENSITIVE("/var/lib/rancher/k3s") },
    { "-v /var/lib/cloud/instance:/x:ro app:1", NULL, SENSITIVE("/var/lib/cloud/instance") },
    { "-v /var/lib/dpkg/info:/x:rw app:1", NULL, SENSITIVE("/var/lib/dpkg/info") },
    { "-v /var/lib/lxd:/x app:1", NULL, SENSITIVE("/var/lib/lxd") },
    { "--mount type=bind,src=/lib/modules,dst=/x,ro=false app:1", NULL, SENSITIVE("/lib/modules") },

    { "-v /var/lib/NetworkManager:/x:ro app:1", NULL, SENSITIVE("/var/lib/NetworkManager") },
    { "-v /var/lib/krb5kdc:/x:ro app:1", NULL, SENSITIVE("/var/lib/krb5kdc") },
    { "-v /var/kerberos/krb5kdc:/x:ro app:1", NULL, SENSITIVE("/var/kerberos/krb5kdc") },
    { "-v /.snapshots/1/snapshot/etc:/x:ro app:1", NULL, SENSITIVE("/.snapshots/1/snapshot/etc") },
    { "-v /.zfs/snapshot:/x:ro app:1", NULL, SENSITIVE("/.zfs/snapshot") },
    { "-v /timeshift:/x:ro app:1", NULL, SENSITIVE("/timeshift") },
    { "-v /home/.snapshots:/x:ro app:1", NULL, SENSITIVE("/home/.snapshots") },
    { "-v /swapfile:/x:ro app:1", NULL, SENSITIVE("/swapfile") },
    { "-v /swap.img:/x:ro app:1", NULL, SENSITIVE("/swap.img") },
    { "-v /var/spool/anacron:/x:rw app:1", NULL, SENSITIVE("/var/spool/anacron") },
    { "-v /var/lib/apt:/x:rw app:1", NULL, SENSITIVE("/var/lib/apt") },
    { "-v /var/lib/rpm:/x:rw app:1", NULL, SENSITIVE("/var/lib/rpm") },
    { "-v /var/lib/pacman/local:/x:rw app:1", NULL, SENSITIVE("/var/lib/pacman/local") },
    { "-v /run/credentials:/x:ro app:1", NULL, SENSITIVE("/run/credentials") },
    { "-v /run/keys/x:/x:ro app:1", NULL, SENSITIVE("/run/keys/x") },
    { "-v /run/libvirt:/x:ro app:1", NULL, SENSITIVE("/run/libvirt") },
    { "-v /run/libvirt/libvirt-sock:/x app:1", "/run/libvirt/libvirt-sock~",
      "socket-bind:/run/libvirt/libvirt-sock" },
    { "-v /run/sudo/ts:/x:rw app:1", NULL, SENSITIVE("/run/sudo/ts") },
    { "-v /nix/store:/x:rw app:1", NULL, SENSITIVE("/nix/store") },
    { "-v /gnu:/x:rw app:1", NULL, SENSITIVE("/gnu") },
    { "-v /snap:/x:rw app:1", NULL, SENSITIVE("/snap") },
    { "-v /dev/null:/x:rw app:1", "/dev/null=devtmpfs", SENSITIVE("/dev/null") },
    { "-v ./n:/x:ro app:1", "./n=devtmpfs", SENSITIVE("./n") },
    { "-v /dev/nullx:/x:ro app:1", "/dev/nullx=devtmpfs", SENSITIVE("/dev/nullx") },
    { "-v ./pts:/x:ro app:1", "./pts=devpts", SENSITIVE("./pts") },
    { "-v /srv/chroot:/x:ro app:1", "/srv/chroot+devpts", SENSITIVE("/srv/chroot") },

    /* homes */
    { "-v /home:/x app:1", NULL, ENGINE("/home") " " SENSITIVE("/home") },
    { "-v /home/me:/x app:1", NULL, SENSITIVE("/home/me") },
    { "-v /home/me/:/x:ro app:1", NULL, SENSITIVE("/home/me/") },
    { "-v /home/you:/x:ro app:1", NULL, SENSITIVE("/home/you") },
    { "-v ..:/x app:1", NULL, SENSITIVE("..") },
    { "-v /root:/x:ro app:1", NULL, SENSITIVE("/root") },
    { "-v /data/me:/x app:1", NULL, SENSITIVE("/data/me") },
    { "-v /disk/me:/x app:1", NULL, SENSITIVE("/disk/me") },
    { "-v /data:/x app:1", NULL, SENSITIVE("/data") },
    { "-v /mnt/h:/x app:1", "/mnt/h^/home/me", SENSITIVE("/mnt/h") },
    { "-v /mnt/h:/x app:1", "/mnt/h^/home", SENSITIVE("/mnt/h") },
    { "-v /home/me/.ssh:/x:ro app:1", NULL, SENSITIVE("/home/me/.ssh") },
    { "-v /home/me/.ssh/id_rsa:/x:ro app:1", NULL, SENSITIVE("/home/me/.ssh/id_rsa") },
    { "-v /home/me/project/../.ssh:/x:ro app:1", NULL, SENSITIVE("/home/me/project/../.ssh") },
    { "-v ../.ssh:/x:ro app:1", NULL, SENSITIVE("../.ssh") },
    { "-v ./keys:/x:ro app:1", "./keys>/home/me/.ssh", SENSITIVE("./keys") },
    { "-v /disk/keys:/x:ro app:1", NULL, SENSITIVE("/disk/keys") },
    { "-v /data/me/.ssh:/x:ro app:1", NULL, SENSITIVE("/data/me/.ssh") },
    { "-v /disk/me/.aws:/x:ro app:1", NULL, SENSITIVE("/disk/me/.aws") },
    { "-v /root/.aws:/x:ro app:1", NULL, SENSITIVE("/root/.aws") },
    { "-v /home/you/.kube/config:/x:ro app:1", NULL, SENSITIVE("/home/you/.kube/config") },
    { "-v /home/me/.gnupg:/x:ro app:1", NULL, SENSITIVE("/home/me/.gnupg") },
    { "-v /home/me/.netrc:/x:ro app:1", NULL, SENSITIVE("/home/me/.netrc") },
    { "-v /home/me/.netrc:/x:ro app:1", "/home/me/.netrc!",
      "missing-source:/home/me/.netrc " SENSITIVE("/home/me/.netrc") },
    { "-v /home/me/.docker:/x:ro app:1", NULL, SENSITIVE("/home/me/.docker") },
    { "-v /home/me/.docker/config.json:/x:ro app:1", NULL,
      SENSITIVE("/home/me/.docker/config.json") },
    { "-v /home/me/.config:/x:ro app:1", NULL, SENSITIVE("/home/me/.config") },
    { "-v /home/me/.config/gcloud:/x:ro app:1", NULL, SENSITIVE("/home/me/.config/gcloud") },
    { "-v /home/me/.config/gh/hosts.yml:/x:ro app:1", NULL,
      SENSITIVE("/home/me/.config/gh/hosts.yml") },
    { "-v /home/me/.local/share:/x:ro app:1", NULL, SENSITIVE("/home/me/.local/share") },
    { "-v /home/me/.npmrc:/x:ro app:1", NULL, SENSITIVE("/home/me/.npmrc") },
    { "-v /home/me/.m2:/x:ro app:1", NULL, SENSITIVE("/home/me/.m2") },
    { "-v /home/me/.cargo:/x:ro app:1", NULL, SENSITIVE("/home/me/.cargo") },
    { "-v /home/me/.bash_history:/x:ro app:1", NULL, SENSITIVE("/home/me/.bash_history") },
    { "-v /home/me/.bashrc:/x:rw app:1", NULL, SENSITIVE("/home/me/.bashrc") },
    { "-v /home/me/.gitconfig:/x:rw app:1", NULL, SENSITIVE("/home/me/.gitconfig") },
    { "-v /home/me/.local/bin:/x:rw app:1", NULL, SENSITIVE("/home/me/.local/bin") },
    { "-v /home/me/.config/docker/daemon.json:/x:rw app:1", NULL,
      SENSITIVE("/home/me/.config/docker/daemon.json") },
    { "-v /home/me/.config/hrun/profiles:/x:rw app:1", NULL,
      SENSITIVE("/home/me/.config/hrun/profiles") },
    { "-v /ci/client:/x:ro app:1", NULL, SENSITIVE("/ci/client") },
    { "-v /ci/client/key.pem:/x:ro app:1", NULL, SENSITIVE("/ci/client/key.pem") },
    { "-v /ci:/x:ro app:1", NULL, SENSITIVE("/ci") },
    { "-v /opt/hrun/profiles:/x:rw app:1", NULL, SENSITIVE("/opt/hrun/profiles") },
    { "-v /opt:/x:rw app:1", NULL, SENSITIVE("/opt") },

    /* links, mounts of the host, hard links */
    { "-v ./l:/x app:1", "./l>/etc", SENSITIVE("./l") },
    { "-v ./l/ssl:/x:ro app:1", "./l/ssl>/etc/ssl", SENSITIVE("./l/ssl") },
    { "-v ./l:/x:ro app:1", "./l!>/etc/nothing", "missing-source:./l " SENSITIVE("./l") },
    { "-v ./l:/x app:1", "./l>/proc/1", SENSITIVE("./l") },
    { "-v ./l:/x app:1", "./l>/var/lib", SENSITIVE("./l") },
    { "-v ./m:/x app:1", "./m^/etc", SENSITIVE("./m") },
    { "-v ./m:/x app:1", "./m^/etc/ssh", SENSITIVE("./m") },
    { "-v ./m:/x app:1", "./m#8:9", SENSITIVE("./m") },
    { "-v ./loop:/x app:1", "./loop?", SENSITIVE("./loop") },
    { "-v /closed/x:/x app:1", "/closed/x?", SENSITIVE("/closed/x") },
    { "--mount type=bind,src=/closed/x,dst=/x app:1", "/closed/x?", SENSITIVE("/closed/x") },
    { "-v /srv/chroot:/x app:1", "/srv/chroot+proc", SENSITIVE("/srv/chroot") },
    { "-v /srv/chroot:/x app:1", "/srv/chroot+ext4+sysfs", SENSITIVE("/srv/chroot") },
    { "-v /srv/chroot:/x:ro app:1", "/srv/chroot+cgroup2", SENSITIVE("/srv/chroot") },
    { "-v /srv/chroot:/x:ro app:1", "/srv/chroot+devtmpfs", SENSITIVE("/srv/chroot") },
    { "-v /srv/x:/x:ro app:1", "/srv/x+8;1:/etc", SENSITIVE("/srv/x") },
    { "-v /srv/x:/x:ro app:1", "/srv/x+8;1:/srv+8;1:/etc/ssh", SENSITIVE("/srv/x") },
    { "-v /srv/x:/x:ro app:1", "/srv/x+8;1:/home", SENSITIVE("/srv/x") },
    { "-v /srv/x:/x:ro app:1", "/srv/x+0;25:/docker.sock", ENGINE("/srv/x") },
    { "-v /srv/x:/x:ro app:1", "/srv/x+0;25:/", ENGINE("/srv/x") },

    /* what is no path for any engine */
    { "-v ~/x:/x app:1", NULL, SENSITIVE("~/x") },
    { "-v ~:/x app:1", NULL, SENSITIVE("~") },
    { "-v C:/x:/x app:1", NULL, SENSITIVE("C:/x") },
    { "-v \\\\host\\share:/x app:1", NULL, SENSITIVE("\\\\host\\share") },
    { "--mount type=bind,src=rel/x,dst=/x app:1", NULL, SENSITIVE("rel/x") },
    { "--mount src=/etc,dst=/x app:1", NULL, SENSITIVE("/etc") },
    { "--mount type=volume,src=/etc,dst=/x app:1", NULL, SENSITIVE("/etc") },
    { "-v a/b:/x app:1", NULL, SENSITIVE("a/b") },

    /* --mount's own spellings */
    { "--mount type=bind,source=/etc,target=/x app:1", NULL, SENSITIVE("/etc") },
    { "--mount TYPE=BIND,SRC=/etc,DST=/x app:1", NULL, SENSITIVE("/etc") },
    { "--mount type=bind,src=/srv,src=/etc,dst=/x app:1", NULL, SENSITIVE("/etc") },
    { "--mount type=volume,type=bind,src=/etc,dst=/x app:1", NULL, SENSITIVE("/etc") },
    { "--mount type=tmpfs,type=bind,src=/etc,destination=/x app:1", NULL, SENSITIVE("/etc") },
    { "--mount \"type=bind\",\"src=/etc\",\"dst=/x\" app:1", NULL, SENSITIVE("/etc") },
    { "--mount type=bind,src=/etc,dst=/x,readonly app:1", NULL, SENSITIVE("/etc") },
    { "--mount type=bind,src=/etc/localtime,dst=/x,ro,ro=false app:1", NULL,
      SENSITIVE("/etc/localtime") },
    { "--mount type=bind,src=../.ssh,dst=/x,ro app:1", NULL, SENSITIVE("../.ssh") },

    /* engines */
    { "-v /var/run/docker.sock:/s app:1", NULL, ENGINE("/var/run/docker.sock") },
    { "-v /run/docker.sock:/s app:1", NULL, ENGINE("/run/docker.sock") },
    { "-v /var/run/docker.sock:/s:ro app:1", NULL, ENGINE("/var/run/docker.sock") },
    { "-v /var/run/docker.sock:/s app:1", "/var/run/docker.sock~", ENGINE("/var/run/docker.sock") },
    { "-v /var/run/docker.sock:/s app:1", "/var/run/docker.sock!",
      ENGINE("/var/run/docker.sock") " missing-source:/var/run/docker.sock" },
    { "-v //var//run/./docker.sock/:/s app:1", NULL, ENGINE("//var//run/./docker.sock/") },
    { "-v /var/../run/docker.sock:/s app:1", NULL, ENGINE("/var/../run/docker.sock") },
    { "-v ./s:/s app:1", "./s~>/run/docker.sock", ENGINE("./s") },
    { "-v ./s:/s app:1", "./s~#25:77", ENGINE("./s") },
    { "-v ./hard:/s app:1", "./hard#25:77", ENGINE("./hard") },
    { "-v /srv/engine/sock:/s app:1", NULL, ENGINE("/srv/engine/sock") },
    { "-v /srv/engine:/s app:1", NULL, ENGINE("/srv/engine") },
    { "-v /srv:/s app:1", NULL, ENGINE("/srv") },
    { "-v /home/zed/work:/s app:1", NULL, ENGINE("/home/zed/work") },
    { "-v /home/zed/work/locked:/s:ro app:1", NULL, ENGINE("/home/zed/work/locked") },
    { "-v /run:/run app:1", NULL, ENGINE("/run") " " SENSITIVE("/run") },
    { "-v /var/run:/run app:1", NULL, ENGINE("/var/run") " " SENSITIVE("/var/run") },
    { "-v /var/run/secrets:/x:ro app:1", NULL, SENSITIVE("/var/run/secrets") },
    { "-v /var/run/dbus:/x:ro app:1", NULL, SENSITIVE("/var/run/dbus") },
    { "-v /var/run/user/5/x:/x app:1", NULL, SENSITIVE("/var/run/user/5/x") },
    { "-v /var/run/:/run:ro app:1", "/var/run/>/run",
      ENGINE("/var/run/") " " SENSITIVE("/var/run/") },
    { "-v /run/containerd:/x app:1", NULL, ENGINE("/run/containerd") },
    { "-v /run/containerd/containerd.sock:/x app:1", "/run/containerd/containerd.sock~",
      ENGINE("/run/containerd/containerd.sock") },
    { "-v /run/docker:/x app:1", NULL, ENGINE("/run/docker") },
    { "-v /run/podman/podman.sock:/x app:1", NULL, ENGINE("/run/podman/podman.sock") },
    { "-v /run/crio/crio.sock:/x app:1", NULL, ENGINE("/run/crio/crio.sock") },
    { "-v /run/k3s/containerd:/x app:1", NULL, ENGINE("/run/k3s/containerd") },
    { "-v /run/user/1000/docker.sock:/x app:1", "/run/user/1000/docker.sock~",
      ENGINE("/run/user/1000/docker.sock") },
    { "-v /run/user/5/podman/podman.sock:/x app:1", "/run/user/5/podman/podman.sock~",
      ENGINE("/run/user/5/podman/podman.sock") },
    { "-v /home/you/.docker/run/docker.sock:/x app:1", NULL,
      ENGINE("/home/you/.docker/run/docker.sock") " " SENSITIVE(
          "/home/you/.docker/run/docker.sock") },
    { "--mount type=bind,src=/run/docker.sock,dst=/s app:1", NULL, ENGINE("/run/docker.sock") },
    { "--use-api-socket app:1", NULL, ENGINE("use-api-socket") },
    { "--use-api-socket=T app:1", NULL, ENGINE("use-api-socket") },
    { "--use-api-socket=false --use-api-socket app:1", NULL, ENGINE("use-api-socket") },

    /* other sockets */
    { "-v /agents/a.1:/x app:1", "/agents/a.1~", "socket-bind:/agents/a.1" },
    { "-v ./s:/x app:1", "./s~", "socket-bind:./s" },
    { "-v ./s:/x:ro app:1", "./s~>/srv/db/s", "socket-bind:./s" },
    { "-v /tmp/runtime/bus:/x app:1", "/tmp/runtime/bus~", "socket-bind:/tmp/runtime/bus" },
    { "-v /run/user/1000/wayland-0:/x app:1", "/run/user/1000/wayland-0~",
      "socket-bind:/run/user/1000/wayland-0" },
    { "-v /dev/log:/dev/log app:1", "/dev/log~", SENSITIVE("/dev/log") " socket-bind:/dev/log" },
    { "-v /run/dbus/system_bus_socket:/x app:1", "/run/dbus/system_bus_socket~",
      SENSITIVE("/run/dbus/system_bus_socket") " socket-bind:/run/dbus/system_bus_socket" },

    /* sources that are not there */
    { "-v ./new:/x app:1", "./new!", "missing-source:./new" },
    { "-v /srv/a/b:/x:ro app:1", "/srv/a/b!", "missing-source:/srv/a/b" },
    { "-v ./l:/x app:1", "./l!>/srv/gone", "missing-source:./l" },
    { "--mount type=bind,src=./new,dst=/x,bind-create-src app:1", "./new!",
      "missing-source:./new" },

    /* what the profile denies */
    { "-v /secret/one:/x app:1", NULL, "bind-denied:/secret/one" },
    { "-v /secret/one/more:/x:ro app:1", NULL, "bind-denied:/secret/one/more" },
    { "-v /secret:/x app:1", NULL, "bind-denied:/secret" },
    { "-v ./l:/x app:1", "./l>/secret/one/more", "bind-denied:./l" },
    { "-v /disk/one:/x app:1", NULL, "bind-denied:/disk/one" },

    /* volumes that are folders of the host */
    { "--mount type=volume,dst=/x,volume-opt=type=none,volume-opt=o=bind,volume-opt=device=/etc app:1",
      NULL, DRIVER("/x") },
    { "--mount dst=/x,volume-opt=o=rbind,volume-opt=device=/ app:1", NULL, DRIVER("/x") },
    { "--mount src=v,dst=/x,volume-opt=type=proc,volume-opt=device=proc app:1", NULL, DRIVER("v") },
    { "--mount src=v,dst=/x,volume-opt=type=nfs app:1", NULL, DRIVER("v") },
    { "--mount src=v,dst=/x,volume-opt=o app:1", NULL, DRIVER("v") },
    { "--mount src=v,dst=/x,VOLUME-OPT=o=bind app:1", NULL, DRIVER("v") },
    { "--mount src=v,dst=/x,\"volume-opt=o=bind,ro\" app:1", NULL, DRIVER("v") },
    { "--mount src=v,dst=/x,volume-driver=sshfs app:1", NULL, DRIVER("v") },
    { "--mount src=v,dst=/x,volume-driver=local,volume-driver=x app:1", NULL, DRIVER("v") },
    { "--volume-driver sshfs -v vol:/x app:1", NULL, DRIVER("sshfs") },
    { "--volume-driver=local --volume-driver=rexray app:1", NULL, DRIVER("rexray") },
    { "--mount type=cluster,src=v,dst=/x app:1", NULL, DRIVER("v") },
    { "--mount type=npipe,src=v,dst=/x app:1", NULL, DRIVER("v") },
    { "--mount type=nfs,dst=/x app:1", NULL, DRIVER("/x") },

    /* mounts that travel */
    { "-v ./d:/x:shared app:1", NULL, SPREAD("./d") },
    { "-v ./d:/x:rshared app:1", NULL, SPREAD("./d") },
    { "-v ./d:/x:ro,rslave app:1", NULL, SPREAD("./d") },
    { "-v ./d:/x:slave app:1", NULL, SPREAD("./d") },
    { "-v vol:/x:shared app:1", NULL, SPREAD("vol") },
    { "--mount type=bind,src=./d,dst=/x,bind-propagation=shared app:1", NULL, SPREAD("./d") },
    { "--mount type=bind,src=./d,dst=/x,bind-propagation=RSHARED app:1", NULL, SPREAD("./d") },
    { "--mount type=bind,src=./d,dst=/x,bind-propagation=private,bind-propagation=rslave app:1",
      NULL, SPREAD("./d") },
    { "--mount type=bind,src=./d,dst=/x,bind-propagation=odd app:1", NULL, SPREAD("./d") },
    { "--mount type=bind,src=./d,dst=/x,bind-nonrecursive app:1", NULL, SPREAD("./d") },
    { "--mount type=bind,src=./d,dst=/x,bind-recursive=disabled app:1", NULL, SPREAD("./d") },
    { "--mount type=bind,src=./d,dst=/x,ro,bind-recursive=writable app:1", NULL, SPREAD("./d") },
    { "-v ./d:/x:Shared app:1", NULL, SPREAD("./d") },
    { "-v ./d:/x:exec app:1", NULL, SPREAD("./d") },
    { "-v /usr:/x:ro,z app:1", NULL, SPREAD("/usr") },
    { "-v /usr/share/x:/x:Z app:1", NULL, SPREAD("/usr/share/x") },
    { "-v ./u:/x:Z app:1", "./u>/usr", SPREAD("./u") },
    { "-v /var/log:/x:ro,z app:1", NULL, SPREAD("/var/log") },
    { "-v /srv:/x:z app:1", NULL, ENGINE("/srv") " " SPREAD("/srv") },
    { "-v /home/me:/x:Z app:1", NULL, SPREAD("/home/me") " " SENSITIVE("/home/me") },
    { "--tmpfs /x:size=1m,rshared app:1", NULL, SPREAD("/x") },

    /* tmpfs */
    { "--tmpfs /x:size=1m,suid app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,dev app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,nosuid,suid app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=0 app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,size=0 app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=100% app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=50% app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,nr_blocks=0 app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,nr_inodes=0 app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,nr_inodes=00k app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,nr_inodes=0x0 app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,nr_inodes= app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,nr_inodes=18446744073709551616 app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,nr_inodes=9,nr_inodes=18014398509481984k app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,nr_inodes=18446744073709551615 app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,nr_inodes=1048576k app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,remount app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,bind app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,huge=always app:1", NULL, TMPFS("/x") },
    { "--tmpfs /x:size=1m,exec app:1", NULL, TMPFS("/x") "?" },
    { "--tmpfs /x:size=1m --tmpfs /x:size=1m,exec,suid app:1", NULL, TMPFS("/x") },
    { "--mount type=tmpfs,dst=/x,tmpfs-size=0 app:1", NULL, TMPFS("/x") },

    /* several in a line: each by itself */
    { "-v /etc:/a -v ./d:/b:shared --tmpfs /c:size=1m,dev app:1", NULL,
      SENSITIVE("/etc") " " SPREAD("./d") " " TMPFS("/c") },
    { "-v ./ok:/a -v /proc:/b app:1", NULL, SENSITIVE("/proc") },
};

static const struct mount_case harmless[] = {
    { "-v ./src:/src app:1", NULL, "" },
    { "-v ./src:/src:rw app:1", NULL, "" },
    { "-v ./src:/src:ro app:1", NULL, "" },
    { "-v .:/src app:1", NULL, "" },
    { "-v /home/me/project:/src:rw app:1", NULL, "" },
    { "-v /home/me/project/.ssh-test:/x app:1", NULL, "" },
    { "-v /home/me/.cache/pip:/x:rw app:1", NULL, "" },
    { "-v /home/me/.cargo/registry:/x:rw app:1", NULL, "" },
    { "-v /home/me/.m2/repository:/x:rw app:1", NULL, "" },
    { "-v /home/me/.config/nvim:/x:ro app:1", NULL, "" },
    { "-v /home/me/.gitconfig:/x:ro app:1", NULL, "" },
    { "-v /home/me/.bashrc:/x app:1", NULL, "" },
    { "-v /home/me/.sshd:/x app:1", NULL, "" },
    { "-v /home/me/.awsome:/x app:1", NULL, "" },
    { "-v /root/project:/x app:1", NULL, "" },
    { "-v /etcetera:/x app:1", NULL, "" },
    { "-v /srv/www:/x:ro app:1", NULL, "" },
    { "-v /opt/app/etc:/x app:1", NULL, "" },
    { "-v /var/www/html:/x:ro app:1", NULL, "" },
    { "-v /var/log/nginx:/x:rw app:1", NULL, "" },
    { "-v /var/log:/x:ro app:1", NULL, "" },
    { "-v /var/lib/postgresql:/x:rw app:1", NULL, "" },
    { "-v /var/lib/dockerish:/x app:1", NULL, "" },
    { "-v /mnt/media:/media:ro app:1", NULL, "" },
    { "-v /tmp/build:/x:rw app:1", NULL, "" },
    { "-v /tmp/runtime2:/x app:1", NULL, "" },
    { "-v /usr/share/zoneinfo:/usr/share/zoneinfo:ro app:1", NULL, "" },
    { "-v /usr/lib/x:/x:ro app:1", NULL, "" },
    { "-v /lib/modules:/lib/modules:ro app:1", NULL, "" },
    { "-v /usr/bin/jq:/x:ro app:1", NULL, "" },
    { "-v /usr/src/linux:/x:ro app:1", NULL, "" },
    { "-v /run/udev:/run/udev:ro app:1", NULL, "" },
    { "-v /var/lib/dpkg:/x:ro app:1", NULL, "" },
    { "-v /etc/localtime:/etc/localtime:ro app:1", "/etc/localtime>/usr/share/zoneinfo/UTC", "" },
    { "-v /etc/localtime:/etc/localtime app:1", NULL, "" },
    { "-v /etc/timezone:/etc/timezone:ro app:1", NULL, "" },
    { "-v /dev/null:/x app:1", NULL, "" },
    { "-v /dev/null:/x app:1", "/dev/null=devtmpfs", "" },
    { "-v /nix/store:/x:ro app:1", NULL, "" },
    { "-v /run/postgresql:/x:ro app:1", NULL, "" },
    { "-v /run/mysqld:/x:rw app:1", NULL, "" },
    { "-v /swap:/x:rw app:1", NULL, "" },
    { "-v /dev/urandom:/dev/random:ro app:1", NULL, "" },
    { "-v /etc/ssl/certs:/etc/ssl/certs:ro app:1", NULL, "" },
    { "-v /etc/ssl/certs:/x:ro app:1", "/etc/ssl/certs>/etc/pki/tls/certs", "" },
    { "-v /etc/ssl/certs/ca-certificates.crt:/x:ro app:1", NULL, "" },
    { "-v /etc/pki/ca-trust:/x:ro app:1", NULL, "" },
    { "-v /etc/pki/ca-trust/extracted:/x:ro app:1", NULL, "" },
    { "--mount type=bind,src=/etc/localtime,dst=/x,readonly app:1", NULL, "" },
    { "--mount type=bind,src=./d,dst=/x app:1", NULL, "" },
    { "--mount type=bind,src=./d,dst=/x,bind-propagation=rprivate app:1", NULL, "" },
    { "--mount type=bind,src=./d,dst=/x,bind-propagation=Private app:1", NULL, "" },
    { "--mount type=bind,src=./d,dst=/x,ro,bind-propagation=rprivate,bind-recursive=readonly app:1",
      NULL, "" },
    { "--mount type=bind,src=./d,dst=/x,bind-recursive=enabled app:1", NULL, "" },
    { "--mount type=bind,src=./d,dst=/x,consistency=cached app:1", NULL, "" },
    { "--mount type=bind,src=./gone,dst=/x app:1", "./gone!", "" }, /* docker refuses it itself */
    { "-v ./d:/x:ro,z app:1", NULL, "" },
    { "-v /srv/www:/x:Z app:1", NULL, "" },
    { "-v ./d:/x:cached app:1", NULL, "" },
    { "-v ./d:/x:delegated,rw app:1", NULL, "" },
    { "-v ./d:/x:rprivate app:1", NULL, "" },
    { "-v ./l:/x app:1", "./l>/srv/data", "" },
    { "-v /m:/x app:1", "/m^/srv/data", "" },
    { "-v /m:/x app:1", "/m+ext4+tmpfs+overlay", "" },
    { "-v /m:/x app:1", "/m+8;1:/srv/data+8;5:/+0;99:/etc", "" },
    { "-v vol:/x app:1", NULL, "" },
    { "-v vol:/x:ro app:1", NULL, "" },
    { "-v vol:/x:nocopy app:1", NULL, "" },
    { "-v vol:/x:z app:1", NULL, "" },
    { "-v docker.sock:/x app:1", NULL, "" },
    { "-v etc:/etc app:1", NULL, "" },
    { "-v /data app:1", NULL, "" },
    { "-v /etc app:1", NULL, "" },
    { "-v /var/run/docker.sock app:1", NULL, "" },
    { "--mount dst=/x app:1", NULL, "" },
    { "--mount src=v,dst=/x app:1", NULL, "" },
    { "--mount src=v,dst=/x,volume-driver=local app:1", NULL, "" },
    { "--mount src=v,dst=/x,volume-nocopy,volume-label=a=b app:1", NULL, "" },
    { "--mount src=v,dst=/x,volume-subpath=a/b app:1", NULL, "" },
    { "--volume-driver local -v vol:/x app:1", NULL, "" },
    { "--volume-driver x --volume-driver= -v vol:/x app:1", NULL, "" },
    { "--tmpfs /x app:1", NULL, "" },
    { "--tmpfs /x:noexec app:1", NULL, "" },
    { "--tmpfs /x:size=1m app:1", NULL, "" },
    { "--tmpfs /x:size=1m,nr_inodes=0x10 app:1", NULL, "" },
    { "--tmpfs /x:size=1m,nr_inodes=1m app:1", NULL, "" },
    { "--tmpfs /x:size=64m,mode=1777,uid=5,gid=5,nr_inodes=9,noatime app:1", NULL, "" },
    { "--tmpfs /x:size=1m,suid,nosuid,dev,nodev,exec,noexec app:1", NULL, "" },
    { "--tmpfs /x:size=1m,suid --tmpfs /x:size=1m app:1", NULL, "" },
    { "--tmpfs /etc:size=1m app:1", NULL, "" },
    { "--mount type=tmpfs,dst=/x app:1", NULL, "" },
    { "--mount type=tmpfs,dst=/x,tmpfs-size=1m,tmpfs-mode=1777 app:1", NULL, "" },
    { "--use-api-socket=false app:1", NULL, "" },
    { "--use-api-socket --use-api-socket=0 app:1", NULL, "" },
    { "app:1 -v /:/h", NULL, "" },
    { "-e /etc=/etc app:1", NULL, "" },
    { "--name v app:1 --mount type=bind,src=/,dst=/x", NULL, "" },
};

START_TEST(trips)
{
    const struct mount_case *row = &evasions[_i];
    const struct hr_facts facts = facts_for(row->line, row->host);

    ck_assert_str_ne(row->want, "");
    judge_check(NULL, &facts, row->line, row->want);
}
END_TEST

START_TEST(passes)
{
    const struct mount_case *row = &harmless[_i];
    const struct hr_facts facts = facts_for(row->line, row->host);

    judge_check(NULL, &facts, row->line, row->want);
}
END_TEST

/* The rules that `default` lets pass, and what changes with a profile. */
#define ONLY(rule) "'rules': { '*': 'allow', '" rule "': 'deny' }, " BARE
#define WRITABLE   "'volumes': { 'writable': [ '/free' ] }, " ONLY("writable-bind")
#define CLOSED     "'volumes': { 'default_mode': 'ro' }, " ONLY("writable-bind")
#define OPEN       "'volumes': { 'default_mode': 'rw' }, " ONLY("writable-bind")

static const struct {
    const char *profile, *line, *host, *want;
} profile_cases[] = {
    { ONLY("writable-bind"), "-v ./d:/x app:1", NULL, "writable-bind:./d" },
    { ONLY("writable-bind"), "-v ./d:/x:rw app:1", NULL, "writable-bind:./d" },
    { ONLY("writable-bind"), "--mount type=bind,src=./d,dst=/x app:1", NULL, "writable-bind:./d" },
    { ONLY("writable-bind"), "--mount type=bind,src=./d,dst=/x,ro=f app:1", NULL,
      "writable-bind:./d" },
    { ONLY("writable-bind"), "-v ./d:/x:ro app:1", NULL, "" },
    { ONLY("writable-bind"), "--mount type=bind,src=./d,dst=/x,ro app:1", NULL, "" },
    { ONLY("writable-bind"), "-v vol:/x app:1", NULL, "" },
    { CLOSED, "-v ./d:/x app:1", NULL, "" },
    { CLOSED, "-v ./d:/x:rw app:1", NULL, "writable-bind:./d" },
    { ONLY("tmpfs-options"), "--tmpfs /x:size=1t app:1", NULL, TMPFS("/x") },
    { ONLY("tmpfs-options"), "--tmpfs /x:size=18446744073709551615 app:1", NULL, TMPFS("/x") },
    { ONLY("tmpfs-options"), "--tmpfs /x:size=1023g app:1", NULL, "" },
    { ONLY("tmpfs-options"), "--mount type=tmpfs,dst=/x,tmpfs-size=2t app:1", NULL, TMPFS("/x") },
    { OPEN, "-v ./d:/x app:1", NULL, "" },
    { OPEN, "-v ./d:/x:rw app:1", NULL, "writable-bind:./d" },
    { WRITABLE, "-v /free:/x:rw app:1", "/free>/disk/free", "" },
    { WRITABLE, "-v /free/a:/x app:1", "/free/a>/disk/free/a", "" },
    { WRITABLE, "-v /disk/free/a:/x app:1", NULL, "" },
    { WRITABLE, "-v /free/a:/x app:1", "/free/a>/srv/b", "writable-bind:/free/a" },
    { WRITABLE, "-v /freedom:/x app:1", NULL, "writable-bind:/freedom" },
    { WRITABLE, "-v /:/x app:1", NULL, "writable-bind:/" },
    { ONLY("writable-volume"), "-v vol:/x app:1", NULL, "writable-volume:vol" },
    { ONLY("writable-volume"), "-v /x app:1", NULL, "writable-volume:/x" },
    { ONLY("writable-volume"), "--mount dst=/x app:1", NULL, "writable-volume:/x" },
    { ONLY("writable-volume"), "--mount type=image,src=img,dst=/x app:1", NULL,
      "writable-volume:img" },
    { ONLY("writable-volume"), "-v vol:/x:ro app:1", NULL, "" },
    { ONLY("writable-volume"), "--mount src=vol,dst=/x,readonly app:1", NULL, "" },
    { ONLY("writable-volume"), "-v ./d:/x --tmpfs /y app:1", NULL, "" },
    { ONLY("tmpfs-options"), "--tmpfs /x app:1", NULL, "tmpfs-options:/x" },
    { ONLY("tmpfs-options"), "--tmpfs /x:size=1m,exec app:1", NULL, "tmpfs-options:/x" },
    { ONLY("tmpfs-options"), "--mount type=tmpfs,dst=/x app:1", NULL, "tmpfs-options:/x" },
    { "'rules': { 'tmpfs-options': 'warn', 'root-user': 'allow', 'limit-off': 'allow', "
      "'writable-rootfs': 'allow', 'no-new-privileges-off': 'allow', 'capabilities-kept': "
      "'allow' }, " BARE,
      "--tmpfs /x:exec app:1", NULL, "tmpfs-options:/x?" },
    { "'tmpfs': { '/big': { 'size': '1g' }, '/x': { 'size': '1m' } }, " ONLY("tmpfs-options"),
      "--tmpfs /x --tmpfs /y:rw app:1", NULL, "" },
    { ONLY("missing-source"), "-v ./d:/x app:1", "./d!", "missing-source:./d" },
    { ONLY("sensitive-path"), "--allow sensitive-path:/etc=why -v /etc:/x app:1", NULL,
      "sensitive-path:/etc=why" },
    { ONLY("sensitive-path"), "--allow sensitive-path:/et=why -v /etc:/x app:1", NULL,
      "sensitive-path:/etc" },
    { ONLY("sensitive-path"), "--allow sensitive-path:./l=why -v ./l:/x app:1", "./l>/etc",
      "sensitive-path:./l=why" },
    { "'volumes': { 'default_mode': 'ro' }, " ONLY("sensitive-path"),
      "--allow sensitive-path:./l=why -v ./l:/x app:1", "./l>/etc", "sensitive-path:./l=why" },
    { "'image': { 'deny': [ 'evil' ] }, " ONLY("image-denied"),
      "--mount type=image,src=evil:2,dst=/x app:1", NULL, "image-denied" },
    { "'image': { 'allow': [ 'app' ] }, " ONLY("image-denied"),
      "--mount type=image,src=other,dst=/x app:1", NULL, "image-denied" },
    { "'image': { 'allow': [ 'app' ] }, " ONLY("image-denied"),
      "--mount type=image,src=app:2,dst=/x app:1", NULL, "" },
    { "'image': { 'deny': [ 'evil' ] }, " ONLY("image-denied"),
      "--mount type=image,src=4ccf00c3698b,dst=/x app:1", NULL, "image-denied" },
    { "'image': { 'allow': [ 'docker.io/library/*' ] }, " ONLY("image-denied"),
      "--mount type=image,src=sha256:4ccf,dst=/x app:1", NULL, "image-denied" },
    { "'image': { 'deny': [ 'evil' ] }, " ONLY("image-denied"),
      "--mount type=image,src=4ccf:1,dst=/x app:1", NULL, "" },
    { "'image': { 'deny': [ 'evil' ] }, " ONLY("image-denied"), "-v evil:/x app:1", NULL, "" },
    { "'rules': { '*': 'allow' }, " BARE, "-v /:/x --tmpfs /y:suid --use-api-socket app:1", NULL,
      "" },
};

START_TEST(trips_under)
{
    const struct hr_facts facts = facts_for(profile_cases[_i].line, profile_cases[_i].host);

    judge_check(profile_cases[_i].profile, &facts, profile_cases[_i].line, profile_cases[_i].want);
}
END_TEST

/* Who can write the folders on the way: OWNER:GROUP:MODE of each, with a colon for an access control list, from the root, and the source's own owner
 * last. A link of LINK is in the last of them. The caller is 1000, and so is his group. */
#define NO_LINK ((uid_t)-1)

static const struct {
    const char *folders;
    uid_t owner, link;
    const char *want;
} race_cases[] = {
    { "0:0:755 0:0:755 1000:1000:755", 1000, NO_LINK, "" },
    { "0:0:755 1000:1000:775", 1000, NO_LINK, "" },
    { "0:0:775", 0, NO_LINK, "" },
    { "0:0:755 1000:100:775", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 1000:1000:777", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 1001:1001:755", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 0:50:770", 1000, NO_LINK, "racy-source:/s" },
    /* with an access control list */
    { "0:0:755 1000:1000:775:", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:775:", 0, NO_LINK, "racy-source:/s" },
    { "0:0:755 1000:1000:755:", 1000, NO_LINK, "" },
    { "0:0:755 0:0:1777", 1000, NO_LINK, "" },
    { "0:0:755 0:0:1777", 0, NO_LINK, "" },
    { "0:0:755 0:0:1777", 1001, NO_LINK, "racy-source:/s" },
    { "0:0:755 0:0:1777 1000:1000:700", 1001, NO_LINK, "" },
    { "0:0:755 0:0:1777 1001:1001:700", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 0:0:777 1000:1000:700", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 0:0:1777", 1000, 1000, "" },
    { "0:0:755 0:0:1777", 1000, 0, "" },
    { "0:0:755 0:0:1777", 1000, 1001, "racy-source:/s" },
    { "0:0:755 0:0:755", 1001, 1001, "" },
    /* anywhere on the way */
    { "0:0:777 0:0:755 1000:1000:755", 1000, NO_LINK, "racy-source:/s" },
    { "0:0:755 1001:1001:755 1000:1000:755 1000:1000:700", 1000, NO_LINK, "racy-source:/s" },
};

static uint64_t number_at(const char **text, const char *end, unsigned base)
{
    uint64_t number = 0;

    for (; **text && !strchr(end, **text); (*text)++)
        number = number * base + (uint64_t)(**text - '0');
    *text += **text == *end;
    return number;
}

/* Facts of a source /s below FOLDERS. */
static struct hr_facts facts_below(const char *folders, uid_t owner, uid_t link)
{
    const struct hr_strv words = judge_words(folders);
    struct hr_facts facts = facts_for("-v /s:/x app:1", NULL);
    struct hr_source_facts *source = &facts.sources.v[0];
    const char *path = "";

    for (size_t i = 0; i < words.n; i++) {
        const char *word = words.v[i];
        struct hr_folder_facts *folder = HR_VEC_PUSH(arena, &source->folders);

        path = i > 0 ? hr_arena_printf(arena, "%s/f", path) : "";
        folder->path = *path ? path : "/";
        folder->uid = (uid_t)number_at(&word, ":", 10);
        folder->gid = (gid_t)number_at(&word, ":", 10);
        folder->mode = S_IFDIR | (mode_t)number_at(&word, ":", 8);
        folder->acl = word[-1] == ':';
        if (i + 1 == words.n && link != NO_LINK)
            *HR_VEC_PUSH(arena, &source->links) =
                (struct hr_link_facts){ .folder = folder->path, .uid = link };
    }
    source->uid = owner;
    source->real = hr_arena_printf(arena, "%s/s", path);
    return facts;
}

START_TEST(races)
{
    const struct hr_facts facts =
        facts_below(race_cases[_i].folders, race_cases[_i].owner, race_cases[_i].link);

    judge_check(ONLY("racy-source"), &facts, "-v /s:/x app:1", race_cases[_i].want);
}
END_TEST

#define STRICT "'rules': { '*': 'allow', 'racy-source': 'deny' }, " BARE
#define RACY   "racy-source:/s"

/* Under sudo root launches; who called it, user 1000, is the caller too, where the rule only warns. */
static const struct {
    const char *folders, *profile;
    uid_t owner;
    const char *sudo[2]; /* SUDO_UID, SUDO_GID */
    const char *want;
} sudo_cases[] = {
    { "0:0:755 1000:1000:755", NULL, 1000, { "1000", "1000" }, "" },
    { "0:0:755 1000:1000:775", NULL, 1000, { "1000", "1000" }, "" },
    { "0:0:755 1000:1000:775", NULL, 1000, { "1000", "100" }, RACY "?" },
    { "0:0:755 1000:100:775", NULL, 1000, { "1000", "100" }, RACY "?" },
    { "0:0:755 0:0:1777", NULL, 1000, { "1000", "1000" }, "" },
    { "0:0:755 0:0:1777", NULL, 1001, { "1000", "1000" }, RACY "?" },
    { "0:0:755 1001:1001:755", NULL, 1000, { "1000", "1000" }, RACY "?" },
    { "0:0:755 1000:1000:755", NULL, 1000, { NULL, NULL }, RACY "?" },
    { "0:0:755 1000:1000:755", NULL, 1000, { "1001", "1001" }, RACY "?" },
    { "0:0:755 1000:1000:755", NULL, 1000, { "x", "1000" }, RACY "?" },
    { "0:0:755 0:0:755", NULL, 1000, { NULL, NULL }, "" },
    { "0:0:755 1000:1000:755", STRICT, 1000, { "1000", "1000" }, RACY },
    { "0:0:755 0:0:755", STRICT, 1000, { "1000", "1000" }, "" },
};

START_TEST(races_under_sudo)
{
    struct hr_facts facts = facts_below(sudo_cases[_i].folders, sudo_cases[_i].owner, NO_LINK);
    const char *const *sudo = sudo_cases[_i].sudo;
    char *vars[] = { hr_arena_printf(arena, "SUDO_UID=%s", sudo[0] ? sudo[0] : ""),
                     hr_arena_printf(arena, "SUDO_GID=%s", sudo[1] ? sudo[1] : ""), NULL };
    const struct hr_host host = { .environ = { vars }, .cwd = "/" };
    struct hr_plan plan;

    judge_plan_as(&host, sudo_cases[_i].profile, &facts, "-v /s:/x app:1", &plan);
    judge_found(&plan, sudo_cases[_i].folders, sudo_cases[_i].want);
}
END_TEST

/* Another container's mounts: TYPE SOURCE, '!' behind it for a read-only one. */
#define EVERY                                                                            \
    "'rules': { '*': 'allow', 'engine-socket': 'deny', 'sensitive-path': 'deny', "       \
    "'volumes-from': 'deny', 'volume-driver': 'deny', 'writable-bind': 'deny', "         \
    "'mount-propagation': 'deny', 'writable-volume': 'deny', 'missing-source': 'deny', " \
    "'socket-bind': 'deny', 'bind-denied': 'deny' }, " BARE

static const struct {
    enum hr_knowledge state;
    const char *mount, *line, *host, *want;
} donor_cases[] = {
    { HR_KNOWN, "bind /etc", "--volumes-from c app:1", NULL,
      "sensitive-path:/etc volumes-from:c writable-bind:/etc" },
    { HR_KNOWN, "bind /etc", "--volumes-from c:ro app:1", NULL,
      "sensitive-path:/etc volumes-from:c" },
    { HR_KNOWN, "bind /etc!", "--volumes-from c:rw app:1", NULL,
      "sensitive-path:/etc volumes-from:c" },
    { HR_KNOWN, "bind /etc/localtime!", "--volumes-from c app:1", NULL, "volumes-from:c" },
    { HR_KNOWN, "bind /etc/localtime", "--volumes-from c app:1", NULL,
      "sensitive-path:/etc/localtime volumes-from:c writable-bind:/etc/localtime" },
    { HR_KNOWN, "bind /var/run/docker.sock", "--volumes-from c:ro app:1", NULL,
      "engine-socket:/var/run/docker.sock volumes-from:c" },
    { HR_KNOWN, "bind /l", "--volumes-from c:ro app:1", "/l>/proc",
      "sensitive-path:/l volumes-from:c" },
    { HR_KNOWN, "bind /s", "--volumes-from c:ro app:1", "/s~", "socket-bind:/s volumes-from:c" },
    { HR_KNOWN, "bind /gone", "--volumes-from c:ro app:1", "/gone!", "volumes-from:c" },
    { HR_KNOWN, "bind /secret/one", "--volumes-from c:ro app:1", "/secret/one",
      "bind-denied:/secret/one volumes-from:c" },
    { HR_KNOWN, "bind /usr", "--volumes-from c:ro,z app:1", "/usr",
      "mount-propagation:/usr volumes-from:c" },
    { HR_KNOWN, "volume vol", "--volumes-from c app:1", NULL,
      "volumes-from:c writable-volume:vol" },
    { HR_KNOWN, "volume vol", "--volumes-from c:ro app:1", NULL, "volumes-from:c" },
    { HR_KNOWN, "npipe x", "--volumes-from c:ro app:1", NULL, "volume-driver:x volumes-from:c" },
    { HR_KNOWN, "bind /etc", "--allow volumes-from:c=why --volumes-from c:ro app:1", NULL,
      "sensitive-path:/etc volumes-from:c=why" },
    { HR_KNOWN, "bind /srv/x", "--allow volumes-from:c=why --volumes-from c:ro app:1", "/srv/x",
      "volumes-from:c=why" },
    { HR_UNKNOWN, "bind /srv/x", "--volumes-from c app:1", NULL,
      "sensitive-path:c volumes-from:c" },
    { HR_ABSENT, "bind /srv/x", "--volumes-from c app:1", NULL, "volumes-from:c" },
};

START_TEST(donors)
{
    const char *const mount = donor_cases[_i].mount, *const blank = strchr(mount, ' ');
    const size_t length = strcspn(blank + 1, "!");
    const char *source = hr_arena_strndup(arena, blank + 1, length);
    struct hr_container_mount one = {
        .type = hr_arena_strndup(arena, mount, (size_t)(blank - mount)),
        .name = source,
        .source = source,
        .destination = "/d",
        .driver = "",
        .propagation = "rprivate",
        .writable = blank[1 + length] != '!',
    };
    const struct hr_container_facts container = { .name = "c",
                                                  .state = donor_cases[_i].state,
                                                  .mounts = { .v = &one, .n = 1 } };
    struct hr_facts facts = facts_for(donor_cases[_i].line, donor_cases[_i].host);

    if (!hr_facts_source(&facts, source))
        add_source(source, &facts);
    *HR_VEC_PUSH(arena, &facts.containers) = container;
    judge_check(EVERY, &facts, donor_cases[_i].line, donor_cases[_i].want);
}
END_TEST

static const struct {
    enum hr_locality locality;
    const char *because, *line, *host, *want;
} remote_cases[] = {
    { HR_LOCALITY_REMOTE, "tcp", "-v ./d:/x app:1", NULL, "remote-bind:./d?" },
    { HR_LOCALITY_REMOTE, "tcp", "-v ./d:/x app:1", "./d!", "remote-bind:./d?" },
    { HR_LOCALITY_REMOTE, "tcp", "-v /etc:/x app:1", NULL,
      "remote-bind:/etc? sensitive-path:/etc" },
    { HR_LOCALITY_REMOTE, "tcp", "-v ./l:/x app:1", "./l>/etc",
      "remote-bind:./l? sensitive-path:./l" },
    { HR_LOCALITY_REMOTE, "tcp", "-v vol:/x app:1", NULL, "" },
    { HR_LOCALITY_UNKNOWN, "socat", "-v ./d:/x app:1", "./d!",
      "missing-source:./d remote-bind:./d?" },
    { HR_LOCALITY_UNKNOWN, NULL, "-v ./d:/x app:1", NULL, "" },
    { HR_LOCALITY_LOCAL, NULL, "-v ./d:/x app:1", NULL, "" },
};

START_TEST(remote)
{
    struct hr_facts facts = facts_for(remote_cases[_i].line, remote_cases[_i].host);

    facts.engine.locality = remote_cases[_i].locality;
    facts.engine.locality_because = remote_cases[_i].because;
    judge_check(NULL, &facts, remote_cases[_i].line, remote_cases[_i].want);
}
END_TEST

/* What is not asked for cannot be told, and a volume keeps what it was made with. */
START_TEST(unseen)
{
    struct hr_facts facts = judge_root_image;

    judge_check(NULL, &facts, "-v /srv/x:/x:ro app:1", "sensitive-path:/srv/x");
    judge_check(NULL, &facts, "--volumes-from c app:1", "sensitive-path:c volumes-from:c");
    *HR_VEC_PUSH(arena, &facts.volumes) = (struct hr_volume_facts){ .name = "vol" };
    judge_check(NULL, &facts, "-v vol:/x app:1", "volume-driver:vol");
    facts.volumes.v[0].state = HR_KNOWN;
    facts.volumes.v[0].driver = "local";
    judge_check(NULL, &facts, "-v vol:/x app:1", "");
    facts.volumes.v[0].has_options = true;
    judge_check(NULL, &facts, "-v vol:/x:ro app:1", "volume-driver:vol");
    facts.volumes.v[0].has_options = false;
    facts.volumes.v[0].driver = "sshfs";
    judge_check(NULL, &facts, "--mount src=vol,dst=/x app:1", "volume-driver:vol");
    facts.volumes.v[0].state = HR_ABSENT;
    judge_check(NULL, &facts, "-v vol:/x app:1", "");
}
END_TEST

/* The image's own volumes can be written too, where nothing covers them. */
START_TEST(of_image)
{
    struct hr_facts facts = judge_root_image;

    hr_strv_push(arena, &facts.image.volumes, "/data/");
    hr_strv_push(arena, &facts.image.volumes, "/var/run");
    judge_check(ONLY("writable-volume"), &facts, "app:1",
                "writable-volume:/data/ writable-volume:/var/run");
    judge_check(ONLY("writable-volume"), &facts, "--tmpfs /data:size=1m -v vol:/run:ro app:1", "");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_loop_test(tc, trips, 0, HR_ARRAY_LEN(evasions));
    tcase_add_loop_test(tc, passes, 0, HR_ARRAY_LEN(harmless));
    tcase_add_loop_test(tc, trips_under, 0, HR_ARRAY_LEN(profile_cases));
    tcase_add_loop_test(tc, races, 0, HR_ARRAY_LEN(race_cases));
    tcase_add_loop_test(tc, races_under_sudo, 0, HR_ARRAY_LEN(sudo_cases));
    tcase_add_loop_test(tc, donors, 0, HR_ARRAY_LEN(donor_cases));
    tcase_add_loop_test(tc, remote, 0, HR_ARRAY_LEN(remote_cases));
    tcase_add_test(tc, unseen);
    tcase_add_test(tc, of_image);
}

UNIT_MAIN("mounts", add_tests)
