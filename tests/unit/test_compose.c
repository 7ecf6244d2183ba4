/* SPDX-License-Identifier: MIT */
#include "hrun/base/yaml.h"
#include "hrun/source/compose.h"

#include "unit.h"

#include <string.h>

/* The members of a service s beside its image, in flow style and what follows the services, and the
 * settings that it comes to, in their order, then behind '!' each error. The project is p, the file's
 * folder /f. */
static const struct {
    const char *service, *rest, *want;
} cases[] = {
    { "", "", "network=p_default" },
    { "read_only: true, init: 'yes', tty: no", "",
      "read-only=true init=true tty=false network=p_default" },
    { "cap_add: [A, B], cap_drop: [ALL]", "",
      "cap-add=A cap-add=B cap-drop=ALL network=p_default" },
    { "user: 1000, mem_limit: 1g", "", "user=1000 memory=1g network=p_default" },
    { "environment: {A: 1, B: , C: 'x=y'}", "", "env=A=1 env=B env=C=x=y network=p_default" },
    { "environment: [A=1, B]", "", "env=A=1 env=B network=p_default" },
    { "env_file: a.env", "", "env-file=/f/a.env network=p_default" },
    { "env_file: [./a, {path: ../b, required: false}]", "",
      "env-file=/f/a env-file=/b network=p_default" },
    { "sysctls: {net.core.somaxconn: 1}", "", "sysctl=net.core.somaxconn=1 network=p_default" },
    { "ulimits: {core: 0, nofile: {soft: 1, hard: 2}}", "",
      "ulimit=core=0:0 ulimit=nofile=1:2 network=p_default" },
    { "logging: {driver: syslog, options: {a: b}}", "",
      "log-driver=syslog log-opt=a=b network=p_default" },
    { "devices: [/dev/a, {source: /dev/b, permissions: r}]", "",
      "device=/dev/a device=/dev/b:/dev/b:r network=p_default" },
    { "gpus: all", "", "gpus=all network=p_default" },
    { "gpus: [{count: 2}, {device_ids: [a]}]", "", "gpus=2 gpus=device=a network=p_default" },
    { "extra_hosts: ['a:1.2.3.4', 'b=host-gateway']", "",
      "add-host=a:1.2.3.4 add-host=b:host-gateway network=p_default" },
    { "extra_hosts: {a: 1.2.3.4, b: [1.1.1.1, '::1']}", "",
      "add-host=a:1.2.3.4 add-host=b:1.1.1.1 add-host=b:::1 network=p_default" },
    { "pull_policy: daily", "", "pull=always network=p_default" },
    { "pull_policy: if_not_present", "", "pull=missing network=p_default" },
    { "post_start: [{command: x, privileged: true}]", "", "privileged=true network=p_default" },
    { "pre_stop: [{user: 5}, {user: root}], pre_start: [{image: b}]", "",
      "network=p_default !root may be root, and is not judged !it runs another image, which is not "
      "judged" },
    { "volumes_from: [db:ro, 'container:x']", "",
      "volumes-from=p-db-1:ro volumes-from=x network=p_default" },
    { "use_api_socket: true", "", "use-api-socket=true network=p_default" },
    { "x-own: 1, healthcheck: {}, depends_on: [b]", "", "network=p_default" },

    /* ports */
    { "ports: [80, '8080:80', '127.0.0.1:1:1/udp']", "",
      "publish=80 publish=8080:80 publish=127.0.0.1:1:1/udp network=p_default" },
    { "ports: [{target: 80, published: 8080}, {target: 81}]", "",
      "publish=8080:80/tcp publish=81/tcp network=p_default" },
    { "ports: [{target: 80, published: '1', host_ip: '::1', protocol: udp}]", "",
      "publish=[::1]:1:80/udp network=p_default" },
    { "ports: [{target: 80, host_ip: 10.0.0.1}]", "",
      "publish=10.0.0.1::80/tcp network=p_default" },

    /* networks */
    { "network_mode: host", "", "network=host" },
    { "network_mode: 'service:b'", "", "network=container:p-b-1" },
    { "pid: 'service:b', ipc: host", "", "pid=container:p-b-1 ipc=host network=p_default" },
    { "networks: [a], network_mode: host", "networks: {a: }",
      "network=p_a network=host !Compose refuses network_mode beside networks" },
    { "networks: [a, b]", "networks: {a: , b: {external: true}}", "network=p_a network=b" },
    { "networks: {a: {aliases: [x]}}", "networks: {a: {name: own}}", "network=own" },
    { "networks: {a: {driver_opts: {k: 'v,name=host'}}}", "",
      "network=name=p_a,\"driver-opt=k=v,name=host\"" },
    { "networks: {a: {driver_opts: {k: v}}}", "networks: {a: }",
      "network=name=p_a,driver-opt=k=v" },
    { "", "networks: {default: {external: true, name: host}}", "network=host" },

    /* volumes */
    { "volumes: [/a]", "", "volume=/a network=p_default" },
    { "volumes: ['./d:/d', '../e:/e:ro', '/x:/x', '~/h:/h']", "",
      "volume=/f/d:/d volume=/e:/e:ro volume=/x:/x volume=/home/u/h:/h network=p_default" },
    { "volumes: ['v:/v', 'w:/w:ro']", "volumes: {v: , w: {external: true}}",
      "volume=p_v:/v volume=w:/w:ro network=p_default" },
    { "volumes: ['v:/v:ro']", "volumes: {v: {driver_opts: {o: 'bind,ro', device: /}}}",
      "mount=type=volume,source=p_v,target=/v,readonly,\"volume-opt=o=bind,ro\",volume-opt=device=/ "
      "network=p_default" },
    { "volumes: ['v:/v']", "volumes: {v: {driver: nfs}}",
      "mount=type=volume,source=p_v,target=/v,volume-driver=nfs network=p_default" },
    { "volumes: [{type: bind, source: ./d, target: /d, read_only: true, bind: {propagation: shared}}]",
      "",
      "mount=type=bind,source=/f/d,target=/d,readonly,bind-propagation=shared,bind-create-src "
      "network=p_default" },
    { "volumes: [{type: bind, source: /a, target: /b, bind: {create_host_path: false}}]", "",
      "mount=type=bind,source=/a,target=/b network=p_default" },
    { "volumes: [{type: bind, source: /a, target: /b, bind: {selinux: Z}}, {type: bind, source: /c, "
      "target: /d, read_only: true, bind: {selinux: z, propagation: rshared}}]",
      "", "volume=/a:/b:Z volume=/c:/d:ro,z,rshared network=p_default" },
    { "volumes: [{type: image, source: i:1, target: /i, image: {subpath: s}}]", "",
      "mount=type=image,source=i:1,target=/i,image-subpath=s network=p_default" },
    { "volumes: [{type: tmpfs, target: /t, tmpfs: {mode: 01777}}]", "",
      "mount=type=tmpfs,target=/t,tmpfs-mode=01777 network=p_default" },
    { "volumes: [{type: volume, source: v, target: /v, volume: {nocopy: true}}]", "volumes: {v: }",
      "mount=type=volume,source=p_v,target=/v,volume-nocopy network=p_default" },
    { "volumes: [{type: tmpfs, target: /t, tmpfs: {size: 1000}}]", "",
      "mount=type=tmpfs,target=/t,tmpfs-size=1000 network=p_default" },
    { "volumes: [{type: bind}]", "", "network=p_default !a volume wants type and target" },
    { "secrets: [k, {source: k, target: /x}], configs: [c]",
      "secrets: {k: {file: ./key}}\nconfigs: {c: {content: x}}",
      "mount=type=bind,source=/f/key,target=/run/secrets/k,readonly "
      "mount=type=bind,source=/f/key,target=/x,readonly network=p_default" },

    /* limits: both forms, by Compose's own check */
    { "deploy: {resources: {limits: {cpus: '1.0', memory: 1g, pids: 9}}}", "",
      "cpus=1.0 memory=1g pids-limit=9 network=p_default" },
    { "pids_limit: 9, deploy: {resources: {limits: {pids: 9}}}", "",
      "pids-limit=9 pids-limit=9 network=p_default" },
    { "pids_limit: 9, deploy: {resources: {limits: {memory: 1g}}}", "",
      "pids-limit=9 memory=1g network=p_default !Compose refuses pids_limit beside "
      "deploy.resources.limits where pids is not the same" },
    { "mem_limit: 1024m, deploy: {resources: {limits: {memory: 1g}}}", "",
      "memory=1024m memory=1g network=p_default" },
    { "pids_limit: 9, deploy: {replicas: 2}", "", "pids-limit=9 network=p_default" },
    { "deploy: {resources: {reservations: {devices: [{capabilities: [gpu], count: all}]}}}", "",
      "gpus=all network=p_default" },

    /* what is refused */
    { "imgae: x", "", "network=p_default !no service has a \"imgae\"" },
    { "mem_limit: [1]", "", "network=p_default !mem_limit: want text, found a list" },
    { "user: {a: b}", "", "network=p_default !user: want text, found a mapping" },
    { "user: '${NONE:?who}'", "", "network=p_default !variable NONE must be set: who" },
    { "user: '${U}'", "", "user=7 network=p_default" },
    { "extends: {service: t, file: o.yaml}", "",
      "network=p_default !it extends a service of another file, judged without that" },
    { "extends: {service: t, fiel: o}", "", "network=p_default !no extends has a \"fiel\"" },
    { "cap_add: NET_ADMIN, ports: 80, volumes: {a: b}", "",
      "network=p_default !cap_add: want a list, found text !ports: want a list, found text "
      "!volumes: want a list, found a mapping" },
    { "privileged: [true], command: {a: b}, healthcheck: 5, sysctls: x", "",
      "network=p_default !privileged: want text, found a list !command: want a list or text, found "
      "a mapping !healthcheck: want a mapping, found text !sysctls: want a list or a mapping, found "
      "text" },
    { "cap_add: [[A]], environment: {A: [b]}, group_add: [{a: b}]", "",
      "network=p_default !want text, found a list !A: want text, found a list !want text, found a "
      "mapping" },
    { "deploy: {resources: {limits: {memroy: 1g}}}", "",
      "network=p_default !no deploy.resources.limits has a \"memroy\"" },
    { "deploy: {resources: [1]}, logging: {drivre: none}", "",
      "network=p_default !no logging has a \"drivre\" !resources: want a mapping, found a list" },
    { "networks: {a: 5, b: {driver_opt: 1}}", "networks: {a: , b: }",
      "network=p_default !a: want a mapping, found text !no network of a service has a "
      "\"driver_opt\"" },
    { "ports: [{target: 80, hostip: 1}], devices: [{source: /a, x-y: 1, perms: r}]", "",
      "network=p_default !no port has a \"hostip\" !no device has a \"perms\"" },
    { "secrets: [{source: a, uuid: 1}], env_file: [{paht: a}], ulimits: {nofile: {sfot: 1}}", "",
      "network=p_default !no secret or config of a service has a \"uuid\" !no env file has a "
      "\"paht\" !no ulimit has a \"sfot\"" },
    { "gpus: [{cuont: 1}], post_start: [{privilegde: true}]", "",
      "network=p_default !no request for devices has a \"cuont\" !no hook has a \"privilegde\"" },
    { "volumes: [{type: bind, source: /a, target: /b, readonly: true}]", "",
      "network=p_default !no volume of a service has a \"readonly\"" },
    { "volumes: [{type: bind, source: /a, target: /b, bind: {propgation: shared}}]", "",
      "network=p_default !no bind has a \"propgation\"" },
    { "volumes: [{type: volume, target: /b, volume: {nocpoy: true}, tmpfs: {mod: 1}}]", "",
      "network=p_default !no tmpfs has a \"mod\"" },
    { "volumes: [{type: bind, source: /a, target: /b, bind: {selinux: z, recursive: disabled}}]",
      "", "network=p_default !no docker line has both recursive and selinux" },
    { "extends: nobody", "", "network=p_default !it extends no service of this file" },
};

static char user[] = "U=7";
static char *vars[] = { user, NULL };
static const struct hr_compose compose = { .path = "c.yaml",
                                           .folder = "/f",
                                           .project = "P",
                                           .home = "/home/u",
                                           .variables = { .environ = { vars } } };

static bool read(const char *text, struct hr_services *out)
{
    const struct hr_json *document = NULL;

    return hr_yaml_parse(text, strlen(text), "c.yaml", arena, &document, &err) &&
           hr_compose_read(document, &compose, arena, out, &err);
}

static const char *words_of(const struct hr_service *service)
{
    struct hr_strv words = { 0 };

    for (size_t i = 0; i < service->invocation.settings.n; i++) {
        const struct hr_setting *s = &service->invocation.settings.v[i];

        ck_assert_int_eq(s->origin.kind, HR_ORIGIN_COMPOSE);
        ck_assert_str_eq(s->origin.name, "c.yaml");
        ck_assert_uint_gt(s->origin.number, 0);
        hr_strv_pushf(arena, &words, "%s=%s", s->option->name, s->raw);
    }
    for (size_t i = 0; i < service->errs.n; i++)
        hr_strv_pushf(arena, &words, "!%s", service->errs.v[i].msg);
    return hr_strv_join(arena, &words, " ");
}

START_TEST(service)
{
    struct hr_services services = { 0 };
    const char *text = hr_arena_printf(arena, "services: {s: {image: app:1, %s}}\n%s\n",
                                       cases[_i].service, cases[_i].rest);

    ck_assert_msg(read(text, &services), "%s: %s", text, err.msg);
    ck_assert_uint_eq(services.n, 1);
    ck_assert_str_eq(services.v[0].name, "s");
    ck_assert_msg(strcmp(words_of(&services.v[0]), cases[_i].want) == 0,
                  "%s\n  got   %s\n  wants %s", text, words_of(&services.v[0]), cases[_i].want);
}
END_TEST

START_TEST(extends)
{
    static const char text[] = "services:\n"
                               "  base: {image: b:1, user: 1, cap_add: [A]}\n"
                               "  s: {extends: {service: base}, user: 2, cap_add: [B]}\n"
                               "  loop: {extends: loop, image: c}\n";
    struct hr_services services = { 0 };

    ck_assert(read(text, &services));
    ck_assert_str_eq(services.v[1].invocation.image_word, "b:1");
    ck_assert_str_eq(words_of(&services.v[1]),
                     "user=1 cap-add=A user=2 cap-add=B network=p_default");
    ck_assert_str_eq(services.v[2].errs.v[0].msg, "too many services extend each other");
}
END_TEST

START_TEST(images)
{
    static const char text[] = "name: My.Project\n"
                               "services:\n"
                               "  built: {build: .}\n"
                               "  tagged: {build: ., image: t:1}\n"
                               "  none: {user: 1}\n"
                               "  bad: {image: 'A b'}\n"
                               "  empty:\n";
    struct hr_services services = { 0 };

    ck_assert(read(text, &services));
    ck_assert(services.v[0].is_built && services.v[1].is_built && !services.v[2].is_built);
    ck_assert_str_eq(services.v[0].invocation.image_word, "myproject-built");
    ck_assert_str_eq(services.v[1].invocation.image_word, "t:1");
    ck_assert(!services.v[2].invocation.has_image && services.v[2].errs.n == 1);
    ck_assert(!services.v[3].invocation.has_image && services.v[3].errs.n == 1);
    ck_assert_uint_eq(services.v[3].errs.v[0].where.line, 6);
    ck_assert_str_eq(services.v[4].errs.v[0].msg, "it has neither image nor build");
    ck_assert_uint_eq(services.v[3].place.number, 6);
}
END_TEST

static const struct {
    const char *text, *want;
} refused[] = {
    { "a: 1", "c.yaml:1:1: no compose file: it has no services" },
    { "[]", "c.yaml:1:1: no compose file: it has no services" },
    { "services: [a]", "c.yaml:1:11: services: want a mapping, found a list" },
    { "services: {a: 1}", "c.yaml:1:15: a: want a mapping, found text" },
    { "services: {}\nservcies: {}", "c.yaml:2:1: no compose file has a \"servcies\"" },
    { "services: {}\nvolumes: [v]", "c.yaml:2:10: volumes: want a mapping, found a list" },
    { "services: {}\nvolumes: {v: {dirver: x}}", "c.yaml:2:15: no volume has a \"dirver\"" },
    { "services: {}\nnetworks: {n: x}", "c.yaml:2:15: n: want a mapping, found text" },
    { "services: {}\nsecrets: {s: {file: [a]}}", "c.yaml:2:21: file: want text, found a list" },
    { "on: push\njobs: {a: {steps: [{run: docker run a}]}}",
      "c.yaml:1:1: a GitHub Actions workflow, which is no compose file" },
    { "build:\n  script: [docker run a]",
      "c.yaml:1:1: a GitLab CI file, which is no compose file" },
    { "apiVersion: v1\nkind: Pod", "c.yaml:1:1: a Kubernetes manifest, which is no compose file" },
};

START_TEST(refuses)
{
    struct hr_services services = { 0 };

    ck_assert(!read(refused[_i].text, &services));
    ck_assert_ptr_nonnull(err.hint);
    err.hint = NULL;
    ck_assert_str_eq(hr_error_text(&err, arena), refused[_i].want);
}
END_TEST

START_TEST(elsewhere)
{
    struct hr_services services = { 0 };

    ck_assert(read("include: [a.yaml]\nservices: {s: {image: a, extends: {service: t, file: o}}}",
                   &services));
    ck_assert_uint_eq(services.errs.n, 1);
    ck_assert_int_eq(services.errs.v[0].code, HR_ERRC_PART);
    ck_assert_uint_eq(services.errs.v[0].where.line, 1);
    ck_assert_int_eq(services.v[0].errs.v[0].code, HR_ERRC_PART);
    ck_assert(read("include: [a.yaml]", &services));
    ck_assert_uint_eq(services.n, 0);
    ck_assert_uint_eq(services.errs.n, 1);
}
END_TEST

START_TEST(many)
{
    struct hr_strv lines = { 0 };
    struct hr_services services = { 0 };

    hr_strv_push(arena, &lines, "services:\n");
    for (int i = 0; i < 1001; i++)
        hr_strv_pushf(arena, &lines, "  s%d: {image: a}\n", i);
    ck_assert(!read(hr_strv_join(arena, &lines, ""), &services));
    ck_assert_str_eq(err.msg, "more than 1000 services");
}
END_TEST

static void add_tests(TCase *tc)
{
    tcase_add_test(tc, many);
    tcase_add_test(tc, elsewhere);
    tcase_add_loop_test(tc, service, 0, HR_ARRAY_LEN(cases));
    tcase_add_test(tc, extends);
    tcase_add_test(tc, images);
    tcase_add_loop_test(tc, refuses, 0, HR_ARRAY_LEN(refused));
}

UNIT_MAIN("compose", add_tests)
