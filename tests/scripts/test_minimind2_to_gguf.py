#!/usr/bin/python3 -I
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Tests of the converter with a network of one layer, made here.

The ONNX writer and the GGUF reader below are written from the formats'
descriptions and share no code with the converter.
"""

import json
import random
import struct
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / 'data/tools')]

import minimind2_to_gguf as converter
import tap

SIZE, HEADS, KV_HEADS, INNER, VOCABULARY = 64, 4, 2, 96, 5
CONFIG = {'hidden_size': SIZE, 'num_attention_heads': HEADS,
          'num_key_value_heads': KV_HEADS, 'intermediate_size': INNER,
          'num_hidden_layers': 1, 'max_position_embeddings': 128,
          'rope_theta': 1000000.0, 'rms_norm_eps': 1e-05,
          'vocab_size': VOCABULARY, 'bos_token_id': 1, 'eos_token_id': 2}
TOKENIZER = {'added_tokens': [{'id': 1, 'content': '<|im_start|>'}],
             'model': {'vocab': {'a': 0, '<|im_start|>': 1, 'é': 3},
                       'merges': [['Ġ', 't'], 'i n']}}
# Name in the layer: (inputs, outputs, GGUF name).
MATRICES = {
    'self_attn/q': (SIZE, SIZE, 'attn_q'),
    'self_attn/k': (SIZE, SIZE // 2, 'attn_k'),
    'self_attn/v': (SIZE, SIZE // 2, 'attn_v'),
    'self_attn/o': (SIZE, SIZE, 'attn_output'),
    'mlp/gate': (SIZE, INNER, 'ffn_gate'), 'mlp/up': (SIZE, INNER, 'ffn_up'),
    'mlp/down': (INNER, SIZE, 'ffn_down')}


def varint(number):
    out = b''
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number, value):
    """Return a field of a protocol-buffers message."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def initializer(name, kind, dims=(), **data):
    numbers = {'floats': 4, 'ints': 5, 'raw': 9}
    body = b''.join(field(1, d) for d in dims) + field(2, kind)
    for key, value in data.items():
        body += field(numbers[key], value)
    return field(5, body + field(8, name))


def matrix(name, rows, columns, scale, zero, random_bytes):
    kind = 2 if zero else 3
    return (initializer(f'{name}_scale', 1, floats=struct.pack('<f', scale))
            + initializer(f'{name}_zero_point', kind, ints=varint(zero))
            + initializer(f'{name}_quantized', kind, (rows, columns),
                          raw=random_bytes))


class Package:
    """A package folder with random weights."""

    def __init__(self, folder):
        source = random.Random(7)
        self.raw = {}
        ones = struct.pack(f'<{SIZE}f', *range(SIZE))
        graph = b''
        for name in ('model.layers.0.input_layernorm.weight',
                     'model.layers.0.post_attention_layernorm.weight',
                     'model.norm.weight'):
            graph += initializer(name, 1, (SIZE,), raw=ones)
        self.raw['embedding'] = source.randbytes(VOCABULARY * SIZE)
        graph += matrix('model.embed_tokens.weight', VOCABULARY, SIZE, 0.02,
                        128, self.raw['embedding'])
        for number, (name, (inputs, outputs, _)) in enumerate(MATRICES.items()):
            self.raw[name] = source.randbytes(inputs * outputs)
            graph += matrix(f'onnx::MatMul_{number}', inputs, outputs,
                            0.001 * (number + 1), 0, self.raw[name])
            graph += field(1, field(1, 'x') + field(1, f'onnx::MatMul_{number}_quantized')
                           + field(3, f'/model/layers.0/{name}_proj/MatMul_quant')
                           + field(4, 'MatMulInteger'))
        (folder / 'onnx').mkdir()
        (folder / 'onnx/model_quantized.onnx').write_bytes(
            field(1, 8) + field(7, graph))
        for name, value in (('config', CONFIG), ('tokenizer', TOKENIZER),
                            ('tokenizer_config', {'chat_template': '{日本}'})):
            (folder / f'{name}.json').write_text(
                json.dumps(value, ensure_ascii=False), encoding='utf-8')


class Gguf:
    """A GGUF file, read."""

    def __init__(self, data):
        self.data, self.at = data, 0
        magic, version, tensors, pairs = self.take('<4sIQQ')
        assert (magic, version) == (b'GGUF', 3)
        self.pairs = dict(self.take_pair() for _ in range(pairs))
        infos = [self.take_info() for _ in range(tensors)]
        self.start = self.at + -self.at % 32
        self.tensors = {name: rest for name, *rest in infos}

    def take(self, layout):
        values = struct.unpack_from(layout, self.data, self.at)
        self.at += struct.calcsize(layout)
        return values

    def take_string(self):
        size, = self.take('<Q')
        self.at += size
        return self.data[self.at - size:self.at].decode()

    def take_value(self, kind):
        if kind == 8:
            return self.take_string()
        if kind == 9:
            kind, count = self.take('<IQ')
            return [self.take_value(kind) for _ in range(count)]
        return self.take({4: '<I', 5: '<i', 6: '<f', 7: '<?'}[kind])[0]

    def take_pair(self):
        key = self.take_string()
        return key, self.take_value(*self.take('<I'))

    def take_info(self):
        name, (count,) = self.take_string(), self.take('<I')
        dims = self.take(f'<{count}Q')
        return name, dims, *self.take('<IQ')

    def rows(self, name):
        """Return the rows of a Q8_0 tensor as (weights, scales)."""
        (columns, rows), kind, offset = self.tensors[name]
        assert kind == 8
        at = self.start + offset
        for _ in range(rows):
            weights, scales = [], []
            for _ in range(columns // 32):
                scale, *quants = struct.unpack_from('<e32b', self.data, at)
                at += 34
                weights += [scale * q for q in quants]
                scales += [scale] * 32
            yield weights, scales


class Conversion(unittest.TestCase):
    """A package is converted once; each test looks at another part."""

    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            cls.package = Package(folder)
            converter.convert(folder, folder / 'a.gguf')
            converter.convert(folder, folder / 'b.gguf')
            cls.bytes = (folder / 'a.gguf').read_bytes()
            cls.again = (folder / 'b.gguf').read_bytes()
        cls.gguf = Gguf(cls.bytes)

    def check_rows(self, name, expected):
        """Compare weights with rows of exact ones, within half a step."""
        rows = list(self.gguf.rows(name))
        self.assertEqual(len(rows), len(expected))
        for (weights, scales), exact in zip(rows, expected):
            for weight, scale, value in zip(weights, scales, exact):
                # The scale itself is rounded to 11 bits.
                limit = scale / 2 + abs(value) / 1024
                self.assertLessEqual(abs(weight - value), limit)

    def exact_outputs(self, name):
        """Return the rows [output][input] of a layer's matrix."""
        inputs, outputs, _ = MATRICES[name]
        raw, scale = self.package.raw[name], 0.001 * (list(MATRICES).index(name) + 1)
        signed = struct.unpack(f'{len(raw)}b', raw)
        return [[signed[i * outputs + o] * scale for i in range(inputs)]
                for o in range(outputs)]

    def test_same_bytes_every_time(self):
        self.assertEqual(self.bytes, self.again)

    def test_description(self):
        pairs = self.gguf.pairs
        self.assertEqual(next(iter(pairs)), 'general.architecture')
        for key, value in {'general.architecture': 'llama',
                           'llama.block_count': 1,
                           'llama.attention.head_count': HEADS,
                           'llama.attention.head_count_kv': KV_HEADS,
                           'llama.rope.dimension_count': SIZE // HEADS,
                           'llama.rope.freq_base': 1000000.0,
                           'tokenizer.chat_template': '{日本}'}.items():
            self.assertEqual(pairs[key], value)

    def test_tokens(self):
        pairs = self.gguf.pairs
        self.assertEqual(pairs['tokenizer.ggml.tokens'],
                         ['a', '<|im_start|>', '[PAD2]', 'é', '[PAD4]'])
        self.assertEqual(pairs['tokenizer.ggml.token_type'], [1, 3, 5, 1, 5])
        self.assertEqual(pairs['tokenizer.ggml.merges'], ['Ġ t', 'i n'])

    def test_embedding(self):
        raw = self.package.raw['embedding']
        self.check_rows('token_embd.weight',
                        [[(q - 128) * 0.02 for q in raw[at:at + SIZE]]
                         for at in range(0, len(raw), SIZE)])

    def test_matrices(self):
        for name in ('self_attn/v', 'self_attn/o', 'mlp/gate', 'mlp/up',
                     'mlp/down'):
            self.check_rows(f'blk.0.{MATRICES[name][2]}.weight',
                            self.exact_outputs(name))

    def test_rotary_rows(self):
        for name, heads in (('self_attn/q', HEADS), ('self_attn/k', KV_HEADS)):
            exact = self.exact_outputs(name)
            width = len(exact) // heads
            order = [head * width + i + half for head in range(heads)
                     for i in range(width // 2) for half in (0, width // 2)]
            self.check_rows(f'blk.0.{MATRICES[name][2]}.weight',
                            [exact[row] for row in order])

    def test_vectors(self):
        (count,), kind, offset = self.gguf.tensors['output_norm.weight']
        self.assertEqual((count, kind, offset % 32), (SIZE, 0, 0))
        found = struct.unpack_from(f'<{SIZE}f', self.bytes,
                                   self.gguf.start + offset)
        self.assertEqual(found, tuple(range(SIZE)))

    def test_rounding(self):
        for value, rounded in ((0.5, 1), (-0.5, -1), (1.4999, 1), (2.5, 3),
                               (-2.5, -3), (0.0, 0)):
            self.assertEqual(converter.round_half_away(value), rounded)

    def test_block_of_zeros(self):
        quantizer = converter.Quantizer(0.1, 0, False)
        self.assertEqual(quantizer.quantize(bytes(32)), bytes(34))


if __name__ == '__main__':
    tap.main()
