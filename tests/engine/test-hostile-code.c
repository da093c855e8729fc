/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Meirei developers */

/* Code that attacks the sandbox or its runner, and code that only looks so. */

#include "config.h"

#include "meirei-test-sandbox.h"

typedef struct {
  const char *name;
  const char *code;
  const char *tests;
  const char *outcomes;  /* with causes, in the order of the lines */
} Row;

static MeireiTestRunner *
make_runner (void)
{
  g_autoptr(MeireiSandbox) sandbox = meirei_sandbox_new ();

  return meirei_test_runner_new (g_getenv ("MEIREI_DATA_DIR"), sandbox);
}

/* --- Code that does not want to be tested ----------------------------------- */

typedef struct {
  const char *name;
  const char *code;
  const char *outcomes;  /* of an assertion and a function */
  const char *refused;   /* (nullable): a kind of what the sandbox refused */
} Hostile;

#define BOTH(word) word " " word

static const Hostile hostile[] = {
  { "network", "import socket\ndef add(a, b):\n"
    "    socket.create_connection(('192.0.2.1', 53), 2)\n", BOTH ("refused/network"), "network" },
  { "name-lookup", "import urllib.request\ndef add(a, b):\n"
    "    urllib.request.urlopen('http://example.org/')\n", BOTH ("refused/network"), "network" },
  { "network-caught", "import socket\ndef add(a, b):\n    try:\n"
    "        socket.create_connection(('192.0.2.1', 53), 2)\n    except OSError:\n"
    "        return a + b\n", BOTH ("passed"), "network" },
  { "ssh-keys", "import os\ndef add(a, b):\n    return open('/home/user/.ssh/id_rsa').read()\n",
    BOTH ("refused/file"), "file" },
  { "home", "import os\ndef add(a, b):\n    return os.listdir('/home')\n",
    BOTH ("refused/file"), "file" },
  { "write-outside", "def add(a, b):\n    open('/usr/bin/x', 'w').write('x')\n",
    BOTH ("refused/file"), "file" },
  { "write-root", "def add(a, b):\n    open('/x', 'w').write('x')\n", BOTH ("refused/file"),
    "file" },
  { "memory", "def add(a, b):\n    x = bytearray(10 << 30)\n    return a + b\n",
    BOTH ("refused/memory"), NULL },
  { "memory-of-many", "import os, time\ndef add(a, b):\n    for i in range(8):\n"
    "        if os.fork() == 0:\n            x = b'x' * (60 << 20)\n            time.sleep(60)\n"
    "    time.sleep(60)\n", BOTH ("refused/memory"), "memory" },
  { "endless", "def add(a, b):\n    while True:\n        pass\n", BOTH ("timeout/time"), NULL },
  { "endless-import", "while True:\n    pass\n", BOTH ("timeout/time"), NULL },
  { "output", "def add(a, b):\n    for i in range(1000):\n        print('x' * 100000)\n"
    "    return a + b\n", BOTH ("refused/output"), NULL },
  { "processes", "import os, time\ndef add(a, b):\n    for i in range(200):\n"
    "        if os.fork() == 0:\n            time.sleep(60)\n            os._exit(0)\n"
    "    return a + b\n", BOTH ("refused/processes"), "process" },
  { "threads", "import threading, time\ndef add(a, b):\n    for i in range(200):\n"
    "        threading.Thread(target=time.sleep, args=(60,)).start()\n    return a + b\n",
    BOTH ("refused/processes"), NULL },
  { "files", "def add(a, b):\n    i = 0\n    while True:\n        open('/tmp/%d' % i, 'w').close()\n"
    "        i += 1\n", BOTH ("refused/files"), "file" },
  { "file-size", "def add(a, b):\n    with open('/tmp/big', 'wb') as file:\n        while True:\n"
    "            file.write(b'0' * (1 << 20))\n", BOTH ("refused/disk"), NULL },
  { "native", "import ctypes\ndef add(a, b):\n    return ctypes.CDLL(None).ptrace(16, 1, 0, 0)\n",
    BOTH ("error/import"), "native" },
  { "mount", "import subprocess\ndef add(a, b):\n    subprocess.check_call(['mount', '-t', "
    "'tmpfs', 'x', '/tmp'])\n    return a + b\n", BOTH ("error/exception"), "mount" },
  { "unshare", "import subprocess\ndef add(a, b):\n    subprocess.check_call(['unshare', '-Ur', "
    "'true'])\n    return a + b\n", BOTH ("error/exception"), "namespace" },
  /* No audit hook is in the second Python; the walls alone hold. */
  { "system-calls", "import subprocess, sys\nCALLS = ['ptrace(16, os.getppid(), 0, 0)', "
    "'mount(b\"x\", b\"/tmp\", b\"tmpfs\", 0, None)', 'unshare(0x10000000)', "
    "'chroot(b\"/tmp\")', 'process_vm_readv(os.getppid(), 0, 0, 0, 0, 0)', "
    "'umount2(b\"/work\", 0)', 'setuid(0)', 'shmget(0, 4096, 0o1600)']\n"
    "def add(a, b):\n    for call in CALLS:\n"
    "        said = subprocess.check_output([sys.executable, '-c', 'import ctypes, os\\n'\n"
    "            'print(ctypes.CDLL(None).%s, os.path.exists(\"/etc/passwd\"))' % call])\n"
    "        assert said == b'-1 False\\n', (call, said)\n    return a + b\n",
    BOTH ("passed"), NULL },
  { "kill-parent", "import os\ndef add(a, b):\n    os.kill(os.getppid(), 9)\n    return a + b\n",
    BOTH ("refused/signal"), "signal" },
  { "kill-all", "import os, subprocess\ndef add(a, b):\n"
    "    subprocess.run(['sh', '-c', 'kill -9 -1; kill -9 1'])\n    return a + b\n",
    BOTH ("error/signal"), NULL },
  { "fake-report", "import os\ndef add(a, b):\n    for fd in range(1, 256):\n        try:\n"
    "            os.write(fd, b'{\"secret\":\"0\",\"obstacle\":\"none\",\"cases\":[]}\\n')\n"
    "        except OSError:\n            pass\n    return a + b\n", BOTH ("error/forged"), NULL },
  { "fake-report-import", "import os\nfor fd in range(0, 256):\n    try:\n"
    "        os.write(fd, b'8:imported,')\n    except OSError:\n        pass\nos._exit(0)\n",
    BOTH ("error/forged"), NULL },
  { "exit-import", "import os\nos._exit(0)\n", BOTH ("error/exit"), NULL },
  { "exit-call", "import os\ndef add(a, b):\n    os._exit(0)\n", BOTH ("error/exit"), NULL },
  { "sys-exit-import", "import sys\nsys.exit(0)\n", BOTH ("error/exit"), NULL },
  { "sys-exit-call", "import sys\ndef add(a, b):\n    sys.exit(0)\n", BOTH ("error/exit"), NULL },
  { "atexit", "import atexit, os\natexit.register(lambda: os._exit(0))\n"
    "def add(a, b):\n    return 0\n", BOTH ("failed/assertion"), NULL },
  { "recursion", "def add(a, b):\n    return add(a, b)\n", BOTH ("error/exception"), NULL },
  { "always-equal", "class Any:\n    def __eq__(self, other):\n        return True\n"
    "def add(a, b):\n    return Any()\n", BOTH ("error/tampered"), NULL },
  { "builtins", "import builtins\nbuiltins.len = lambda x: 3\ndef add(a, b):\n    return a + b\n",
    BOTH ("error/tampered"), NULL },
  { "frames", "import sys\ndef add(a, b):\n    return sys._getframe(1).f_locals\n",
    BOTH ("refused/introspection"), "introspection" },
  { "stack", "import inspect\ndef add(a, b):\n    return inspect.stack()\n",
    BOTH ("refused/introspection"), "introspection" },
  { "traceback", "def add(a, b):\n    try:\n        1 / 0\n    except Exception as error:\n"
    "        return error.__traceback__.tb_frame\n", BOTH ("refused/introspection"),
    "introspection" },
  { "objects", "import gc\ndef add(a, b):\n    return gc.get_objects()\n",
    BOTH ("refused/introspection"), "introspection" },
  { "tracing", "import sys\ndef add(a, b):\n    sys.settrace(print)\n    return a + b\n",
    BOTH ("refused/introspection"), "introspection" },
  { "false-name", "def add(a, b):\n    exec(compile('import sys\\nsys._getframe(1)', "
    "'/usr/lib/python3.11/enum.py', 'exec'))\n    return a + b\n",
    BOTH ("refused/introspection"), "introspection" },
  { "memory-of-runner", "def add(a, b):\n    return open('/proc/1/mem', 'rb').read(1)\n",
    BOTH ("refused/file"), "file" },
  { "report-of-runner", "import subprocess\ndef add(a, b):\n"
    "    subprocess.check_call('echo x > /proc/1/fd/3', shell=True)\n    return a + b\n",
    BOTH ("error/exception"), NULL },
};

static gboolean
has_refusal (MeireiTestReport *report,
             const char       *kind)
{
  const MeireiTestReportFields *fields = meirei_test_report_get_fields (report);

  for (guint i = 0; i < fields->n_refusals; i++)
    if (g_str_equal (fields->refusals[i].kind, kind))
      return TRUE;

  return FALSE;
}

static void
test_hostile (gconstpointer data)
{
  const Hostile *row = data;
  g_autoptr(MeireiTestRunner) runner = make_runner ();
  g_autoptr(MeireiTestReport) report = NULL;
  g_autofree char *outcomes = NULL;
  MeireiTestLimits limits;

  if (!meirei_test_has_sandbox ())
    return;

  /* Only what never ends has to be waited for. */
  meirei_test_limits_init (&limits);
  limits.case_s = g_str_has_prefix (row->outcomes, "timeout") ? 1 : 10;
  limits.memory_mb = 256;
  report = meirei_test_sandbox_run (runner, "add(a, b)", row->code,
                                    "assert add(1, 2) == 3\n"
                                    "def test_add():\n    assert add(2, 2) == 4\n", &limits);
  outcomes = meirei_test_outcomes (report);
  g_assert_cmpstr (outcomes, ==, row->outcomes);
  if (row->refused != NULL)
    g_assert_true (has_refusal (report, row->refused));
}

/* The functions stand before the assertion, so that they can be got at. */
static const Row tampering[] = {
  { "delete", "import sys\ndef add(a, b):\n    tests = sys.modules['test_feature']\n"
    "    for name in list(vars(tests)):\n        if name.startswith('test_'):\n"
    "            delattr(tests, name)\n    return a + b\n",
    "def test_add():\n    assert add(1, 1) == 3\nassert add(1, 1) == 2\n",
    "error/missing passed" },
  { "replace", "import sys\ndef add(a, b):\n"
    "    sys.modules['test_feature'].test_add = lambda: None\n    return a + b\n",
    "def test_add():\n    assert add(1, 1) == 3\nassert add(1, 1) == 2\n",
    "error/missing passed" },
  { "replace-code", "import sys\ndef add(a, b):\n"
    "    sys.modules['test_feature'].test_add.__code__ = (lambda: None).__code__\n"
    "    return a + b\n",
    "def test_add():\n    assert add(1, 1) == 3\nassert add(1, 1) == 2\n",
    "error/tampered passed" },
  { "assert-methods", "import unittest\nunittest.TestCase.assertEqual = lambda *args: None\n"
    "def add(a, b):\n    return 0\n",
    "import unittest\nclass T(unittest.TestCase):\n    def test_add(self):\n"
    "        self.assertEqual(add(1, 1), 2)\n", "error/tampered" },
  { "assert-raises", "import unittest.case\n"
    "unittest.case._AssertRaisesContext.__exit__ = lambda *args: True\n"
    "def add(a, b):\n    return 0\n",
    "import unittest\nclass T(unittest.TestCase):\n    def test_add(self):\n"
    "        with self.assertRaises(TypeError):\n            add(1, 1)\n", "error/tampered" },
  { "pytest-raises", "import pytest\npytest._Raises.__exit__ = lambda *args: True\n"
    "def add(a, b):\n    return 0\n",
    "import pytest\ndef test_add():\n    with pytest.raises(TypeError):\n        add(1, 1)\n",
    "error/tampered" },
  { "asyncio-run", "import asyncio\nasyncio.run = lambda task: None\n"
    "def add(a, b):\n    return 0\n",
    "async def test_add():\n    assert add(1, 1) == 2\n", "error/tampered" },
  { "run-method", "import unittest\ndef add(a, b):\n"
    "    unittest.TestCase.fail = lambda *args: None\n    return a + b\n",
    "import unittest\nclass T(unittest.TestCase):\n    def test_add(self):\n"
    "        self.assertEqual(add(1, 1), 2)\n", "error/tampered" },
};

static void
test_tampering (void)
{
  g_autoptr(MeireiTestRunner) runner = make_runner ();

  if (!meirei_test_has_sandbox ())
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (tampering); i++)
    {
      g_autoptr(MeireiTestReport) report =
        meirei_test_sandbox_run (runner, NULL, tampering[i].code, tampering[i].tests, NULL);
      g_autofree char *outcomes = meirei_test_outcomes (report);

      g_test_message ("%s", tampering[i].name);
      g_assert_cmpstr (outcomes, ==, tampering[i].outcomes);
    }
}

/* --- Ordinary code that looks strange ------------------------------------------ */

static const char * const peaceful[] = {
  "from concurrent.futures import ThreadPoolExecutor\ndef add(a, b):\n"
  "    with ThreadPoolExecutor(8) as pool:\n        return sum(pool.map(int, [a, b]))\n",
  "import multiprocessing\ndef same(x):\n    return x\ndef add(a, b):\n"
  "    with multiprocessing.Pool(2) as pool:\n        return sum(pool.map(same, [a, b]))\n",
  "import asyncio\nasync def plus(a, b):\n    return a + b\ndef add(a, b):\n"
  "    return asyncio.run(plus(a, b))\n",
  "import json, pathlib, tempfile\ndef add(a, b):\n"
  "    with tempfile.TemporaryDirectory() as folder:\n"
  "        path = pathlib.Path(folder) / 'x.json'\n        path.write_text(json.dumps([a, b]))\n"
  "        return sum(json.loads(path.read_text()))\n",
  "import sqlite3\ndef add(a, b):\n"
  "    return sqlite3.connect(':memory:').execute('select ? + ?', (a, b)).fetchone()[0]\n",
  "import dataclasses, enum, logging, typing, warnings\nfrom collections import namedtuple\n"
  "Pair = namedtuple('Pair', 'a b')\n@dataclasses.dataclass\nclass Sum:\n    value: int\n"
  "class Sign(enum.Enum):\n    PLUS = 1\nRow = typing.NamedTuple('Row', [('a', int)])\n"
  "def add(a, b):\n    warnings.warn('adding')\n    try:\n        1 / 0\n"
  "    except ZeroDivisionError:\n        logging.getLogger().exception('as expected')\n"
  "    return Sum(a + b).value\n",
  "import socket\ndef add(a, b):\n    with socket.create_server(('127.0.0.1', 0)) as server:\n"
  "        socket.create_connection(server.getsockname()).close()\n    return a + b\n",
  "import subprocess, sys\ndef add(a, b):\n    return int(subprocess.check_output("
  "[sys.executable, '-c', 'print(%d + %d)' % (a, b)]))\n",
  "\xef\xbb\xbf# 足し算\ndef add(a, b):\r\n    return a + b\r\n",
};

static void
test_peaceful (void)
{
  g_autoptr(MeireiTestRunner) runner = make_runner ();

  if (!meirei_test_has_sandbox ())
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (peaceful); i++)
    {
      g_autoptr(MeireiTestReport) report =
        meirei_test_sandbox_run (runner, NULL, peaceful[i],
                                 "assert add(1, 2) == 3\n"
                                 "def test_add():\n    assert add(2, 2) == 4\n", NULL);
      g_autofree char *outcomes = meirei_test_outcomes (report);

      g_test_message ("%s", peaceful[i]);
      g_assert_cmpstr (outcomes, ==, "passed passed");
      g_assert_cmpuint (meirei_test_report_get_fields (report)->n_refusals, ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *path = g_strdup_printf ("/hostile-code/%s", hostile[i].name);

      g_test_add_data_func (path, &hostile[i], test_hostile);
    }
  g_test_add_func ("/hostile-code/tampering", test_tampering);
  g_test_add_func ("/hostile-code/peaceful", test_peaceful);

  return g_test_run ();
}
