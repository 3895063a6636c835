"""Small faults that tests must find: the table of README.md beside this file.

  mutants.py check                   every patch has a row and applies
  mutants.py run TREE BUILD [NAME..] puts each fault into the sources of TREE,
                                     a copy of this tree with the build folder
                                     BUILD, and runs the test that must fail
"""

import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROW = re.compile(r'^\| (\d\d-[\w-]+) \| .+ \| `(\w+)` \| `(.+)` \|$', re.M)
TEST_SECONDS_MAX = 300


def mutants():
    """(name, target, filter) in the order of the table."""
    with open(os.path.join(HERE, 'README.md'), encoding='utf-8') as table:
        return ROW.findall(table.read())


def apply(tree, name, *options):
    # A copy below a checkout is not to be taken for a part of it.
    above = os.path.dirname(os.path.abspath(tree))
    return subprocess.run(
        ['git', 'apply', *options, os.path.join(HERE, name + '.patch')],
        cwd=tree, env={**os.environ, 'GIT_CEILING_DIRECTORIES': above},
        capture_output=True, text=True)


def check():
    rows = [name for name, _, _ in mutants()]
    patches = sorted(file[:-len('.patch')] for file in os.listdir(HERE)
                     if file.endswith('.patch'))
    problems = [] if rows == patches else [
        f'the table has {sorted(set(rows) - set(patches))} without a patch, '
        f'there is no row for {sorted(set(patches) - set(rows))}']
    top = os.path.join(HERE, '..', '..')
    for name in patches:
        applied = apply(top, name, '--check')
        if applied.returncode != 0:
            problems.append(f'{name}: {applied.stderr.strip()}')
    print('\n'.join(problems + [f'{len(patches)} patches']))
    return 1 if problems else 0


def build(folder, target):
    made = subprocess.run(['cmake', '--build', folder, '--target', target],
                          capture_output=True, text=True)
    if made.returncode != 0:
        print(made.stdout[-3000:] + made.stderr[-3000:])
    return made.returncode == 0


def program(folder, target):
    for path, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if f != 'CMakeFiles']
        if target in files:
            return os.path.join(path, target)
    raise FileNotFoundError(target)


def run_test(folder, target, only):
    """The last lines of its output, and whether it passed."""
    try:
        test = subprocess.run(
            [program(folder, target), f'--gtest_filter={only}'],
            capture_output=True, text=True, errors='replace',
            timeout=TEST_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        return 'it did not end', False
    if ' 0 tests from' in test.stdout or '[  SKIPPED ]' in test.stdout:
        return 'nothing ran', True
    lines = [line for line in test.stdout.splitlines() if 'FAILED' in line]
    return (lines or test.stderr.splitlines() or [''])[-1], test.returncode == 0


def try_one(tree, folder, name, target, only):
    """Why the fault was not found; None if it was."""
    applied = apply(tree, name)
    if applied.returncode != 0:
        return applied.stderr.strip()
    try:
        if not build(folder, target):
            return 'it does not compile'
        said, passed = run_test(folder, target, only)
        print(f'{name}: {target} says: {said}', flush=True)
        return f'{target} {only} passes' if passed else None
    finally:
        apply(tree, name, '--reverse')


def run(tree, folder, names):
    tree = os.path.abspath(tree)
    wanted = [row for row in mutants() if not names or row[0] in names]
    problems = []
    for target, only in sorted({(target, only) for _, target, only in wanted}):
        if not build(folder, target):
            return 1
        said, passed = run_test(folder, target, only)
        print(f'{target} {only} without a fault: {passed}', flush=True)
        if not passed or said == 'nothing ran':
            problems.append(f'{target} {only} without a fault: {said}')
    for name, target, only in wanted:
        why = try_one(tree, folder, name, target, only)
        if why:
            problems.append(f'{name} was not found: {why}')
    print('\n'.join(problems))
    print(f'{len(wanted)} faults, {len(problems)} problems')
    return 1 if problems else 0


def main(arguments):
    if arguments == ['check']:
        return check()
    if len(arguments) >= 3 and arguments[0] == 'run':
        return run(arguments[1], arguments[2], arguments[3:])
    print(__doc__)
    return 2


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
