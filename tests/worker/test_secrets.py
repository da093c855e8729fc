# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
import unittest

from support import look, of_rule


class SecretsTest(unittest.TestCase):
    RULE = "hard-coded-secret"

    def test_found(self):
        for text in (
            "api_key = 'a8f5f167f44f'\n",
            "API_KEY = 'a8f5f167f44f'\n",
            "self.accessToken = 'a8f5f167f44f'\n",
            "c = Client(api_key='a8f5f167f44f')\n",
            "d = {'secret-key': 'a8f5f167f44f'}\n",
            "def f(token='a8f5f167f44f'): return token\n",
            "x = 'sk-abcdefghijklmnopqrstuv'\n",
            "os.environ['AUTH_TOKEN'] = 'a8f5f167f44f'\n",
            "password: str = 'ひみつの言葉'\n",
        ):
            with self.subTest(text):
                self.assertEqual(of_rule(text, self.RULE), [1])

    def test_not_found(self):
        for text in (
            "api_key = os.environ['API_KEY']\n",
            "api_key = ''\n",
            "api_key = 'YOUR_API_KEY'\n",
            "api_key = '<key>'\n",
            "api_key = 'ここにキーを入力'\n",
            "token = 'access_token'\n",
            "token = 'two words'\n",
            "tokenizer = 'a8f5f167f44f'\n",
            "tokens = ['a', 'b']\n",
            "keyboard = 'a8f5f167f44f'\n",
            "monkey = 'a8f5f167f44f'\n",
        ):
            with self.subTest(text):
                self.assertEqual(of_rule(text, self.RULE), [])


class ShellTest(unittest.TestCase):
    def spans(self, text):
        return look(text)["shell_constants"]

    def test_constant(self):
        self.assertEqual(self.spans("あ = os.system('ls')\n"), [(1, 5, 1, 20)])
        self.assertEqual(len(self.spans("subprocess.run('ls', shell=True)\n")), 1)
        self.assertEqual(len(self.spans("subprocess.run(args=['ls', '-l'], shell=True)\n")), 1)

    def test_variable(self):
        for text in ("os.system(x)\n", "os.system(f'ls {x}')\n", "os.system('ls ' + x)\n",
                     "subprocess.run(['ls', x], shell=True)\n"):
            with self.subTest(text):
                self.assertEqual(self.spans(text), [])


if __name__ == "__main__":
    unittest.main()
