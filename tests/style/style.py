"""Holds the tree to the house rules: prints one line per violation.

  style.py [FOLDER]      checks the git checkout in FOLDER (default: here)

Each rule is a function from {path: text} to messages; style_selftest.py plants
a violation of each.
"""

import re
import statistics
import subprocess
import sys

from functions import functions, strip

FUNCTION_LINES_MAX = 70
FUNCTION_LINES_MOST = 40
FILE_LINES_MAX = 400
FILE_LINES_MEDIAN = 150

CLIENTS_MAY = (
    'clients/', 'greenledger/v1/', 'google/rpc/', 'storage/proof/',
    'storage/crypto/', 'storage/journal/', 'storage/checkpoint/',
    'storage/backup/', 'storage/big_endian.h',
    'services/ledger/rules/',
    'services/ledger/verify/', 'services/ranking/fold/',
    'services/selection/evaluation/', 'services/common/fault.h',
    'services/common/clock.h', 'services/common/mutex.h',
    'services/common/shorten.h')

# Folder, what it may include of ours, what it may not include of others.
ROOMS = (
    ('storage/', ('storage/',), ('grpc', 'google/', 'spdlog', 'prometheus')),
    ('services/ledger/rules/',
     ('greenledger/v1/', 'services/ledger/rules/', 'storage/proof/',
      'storage/crypto/', 'storage/journal/', 'storage/big_endian.h',
      'services/common/'),
     ('grpc', 'rocksdb/', 'spdlog', 'prometheus')),
    ('services/', ('greenledger/v1/', 'google/rpc/', 'storage/', 'services/'),
     ('rocksdb/',)),
    ('clients/', CLIENTS_MAY, ('rocksdb/',)),
)
EXCEPTIONS = {
    ('clients/cli/recovered_book.cc', 'storage/chunk_codec.h'),
    ('clients/cli/recovered_book.h', 'storage/salvage/damaged_folder.h'),
    ('clients/cli/recovered_book.h', 'storage/store.h'),
    ('clients/cli/recovered_folder.h', 'storage/salvage/damaged_folder.h'),
    ('clients/cli/recovered_folder.cc', 'storage/store.h'),
    ('clients/cli/stored_book.h', 'storage/store.h'),
    ('clients/cli/stored_book.cc', 'storage/store.h'),
    ('clients/cli/stored_book.cc', 'services/ledger/rows.pb.h'),
    ('clients/cli/stored_book.cc', 'services/ledger/state_rows.h'),
    ('clients/cli/stored_book.cc', 'services/ledger/tables.h'),
    ('clients/cli/stored_folder.cc', 'storage/folder_check.h'),
    ('clients/cli/stored_folder.cc', 'storage/store.h'),
    ('clients/cli/stored_index.h', 'storage/store.h'),
    ('clients/cli/stored_index.cc', 'services/ledger/rows.pb.h'),
    ('clients/cli/stored_index.cc', 'services/ledger/tables.h'),
}
OURS = ('storage/', 'services/', 'clients/', 'tests/', 'greenledger/',
        'google/rpc/')

CODE = ('.cc', '.h')
TEXT = CODE + ('.proto', '.py', '.sh', '.md', '.txt', '.json', '.yaml', 'run')

# Pattern, files it is looked for in, whether comments and strings count, what
# to do instead.
BANS = (
    (r'system_clock::now|gettimeofday|\btime\((nullptr|NULL|0)\)|CLOCK_REALTIME',
     # The demo's clock is for programs that take theirs from the system.
     lambda p: p.endswith(CODE) and p not in (
         'services/common/clock.h', 'clients/cli/demo_clock.cc'), False,
     'take a common::Clock as argument (services/common/clock.h)'),
    (r'\b(double|float)\b',
     # Prometheus takes its figures as doubles.
     lambda p: (p.endswith(CODE) and p.startswith('services/ledger/')
                and 'metrics' not in p), False,
     'points are integers of milli-points, weights integers of grams'),
    (r'\bsleep_(for|until)\b|\bu?sleep\(|\bnanosleep\b',
     lambda p: p.endswith(CODE) and p.startswith('tests/'), False,
     'wait for the event itself, or move a ManualClock'),
    (r'\bs?rand\(', lambda p: p.endswith(CODE), False,
     'take a seeded generator as argument; keys come from RAND_bytes'),
    (r'std::endl', lambda p: p.endswith(CODE), False, "write '\\n'"),
    (r'\busing namespace\b', lambda p: p.endswith(CODE), False,
     'name what you use: using ::testing::HasSubstr'),
    (r'\b(TO' r'DO|FIX' r'ME|XX' r'X)\b(?!\([^)]+\): \S.{9})',
     lambda p: p.endswith(TEXT), True,
     'do it, or say who and why: TO' 'DO(name): reason'),
    (r'/(wor[k]|far[m]|hom[e]|roo[t]|tm[p])/\w', lambda p: p.endswith(TEXT),
     True, 'a path of one machine: use a relative one, or testing::TempFolder'),
    (r'registry\.npm[j]s|deb\.debia[n]\.org', lambda p: p.endswith(TEXT), True,
     'name the package, not the host it comes from'),
)

GENERATED = re.compile(
    r'(\.pb\.(cc|h)|\.pyc|\.o|\.a)$|(^|/)(build|node_modules|__pycache__)/')


def _line(text, at):
    return text.count('\n', 0, at) + 1


def _room(path):
    return next((room for room in ROOMS if path.startswith(room[0])), None)


def check_includes(files):
    for path, text in files.items():
        if path.endswith('.proto'):
            for found in re.finditer(r'^import "([^"]+)"', text, re.M):
                if not found[1].startswith(('greenledger/', 'google/')):
                    yield (f'{path}:{_line(text, found.start())}: imports '
                           f'{found[1]}; proto depends on nothing')
        room = _room(path)
        if not path.endswith(CODE) or path.startswith('proto/'):
            continue
        for found in re.finditer(r'^#include ["<]([^">]+)[">]', text, re.M):
            problem = _include_problem(path, room, found[1], found[0])
            if problem:
                yield f'{path}:{_line(text, found.start())}: {problem}'


def _include_problem(path, room, name, line):
    if '"' in line and '/' not in name:
        return f'includes {name}; write the path from the top of the tree'
    if room is None or (path, name) in EXCEPTIONS:
        return None
    folder, may, may_not = room
    if name.startswith(OURS) and not name.startswith(may):
        return f'includes {name}; {folder} may include {", ".join(may)}'
    if name.startswith(may_not) and not name.startswith(may):
        return f'includes {name}; {folder} does not know {", ".join(may_not)}'
    if name.startswith(('gtest/', 'gmock/')):
        return f'includes {name}; tests live under tests/'
    return None


def check_functions(files):
    lengths = []
    for path, text in files.items():
        if not path.endswith(CODE):
            continue
        for name, line, length in functions(text):
            lengths.append(length)
            if length > FUNCTION_LINES_MAX:
                yield (f'{path}:{line}: {name} has {length} lines; at most '
                       f'{FUNCTION_LINES_MAX}: give its steps names')
    long = sum(length > FUNCTION_LINES_MOST for length in lengths)
    if long * 10 > len(lengths):
        yield (f'{long} of {len(lengths)} functions have more than '
               f'{FUNCTION_LINES_MOST} lines; at most one in ten may')


def check_file_sizes(files):
    sizes = []
    for path, text in files.items():
        if not path.endswith(CODE):
            continue
        size = text.count('\n')
        sizes.append(size)
        if size > FILE_LINES_MAX:
            yield (f'{path}: {size} lines; at most {FILE_LINES_MAX}: split it '
                   'by what it does')
    if sizes and statistics.median(sizes) >= FILE_LINES_MEDIAN:
        yield (f'half of the files have {statistics.median(sizes)} lines or '
               f'more; the median stays under {FILE_LINES_MEDIAN}')


def check_bans(files):
    for path, text in files.items():
        for pattern, applies, everywhere, instead in BANS:
            if not applies(path):
                continue
            searched = text if everywhere else strip(text)
            for found in re.finditer(pattern, searched):
                yield (f'{path}:{_line(searched, found.start())}: '
                       f'{found[0].strip()}: {instead}')


def check_generated(files):
    for path in files:
        if GENERATED.search(path):
            yield f'{path}: is made by a program and must not be in git'


RULES = (check_includes, check_functions, check_file_sizes, check_bans,
         check_generated)


def read_tree(folder):
    """{path: text} of what git knows or would add."""
    listed = subprocess.run(
        ['git', 'ls-files', '-z', '--cached', '--others',
         '--exclude-standard'],
        cwd=folder, check=True, stdout=subprocess.PIPE).stdout
    files = {}
    for path in sorted(set(listed.decode().split('\0')) - {''}):
        try:
            with open(f'{folder}/{path}', encoding='utf-8') as file:
                files[path] = file.read() if path.endswith(TEXT) else ''
        except FileNotFoundError:
            pass  # Removed but not committed yet.
    return files


def main():
    files = read_tree(sys.argv[1] if len(sys.argv) > 1 else '.')
    problems = [problem for rule in RULES for problem in rule(files)]
    print('\n'.join(problems))
    code = [path for path in files if path.endswith(CODE)]
    print(f'{len(problems)} violations in {len(files)} files '
          f'({len(code)} of C++)')
    # A tree without code means that this looked in the wrong place.
    return 1 if problems or not code else 0


if __name__ == '__main__':
    sys.exit(main())
