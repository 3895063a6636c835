"""Plants a violation of every rule and requires that it is found."""

import unittest

import style
from functions import functions


def body(lines, name='F'):
    return f'void {name}() {{\n' + '  Step();\n' * (lines - 2) + '}\n'


class IncludesTest(unittest.TestCase):

    def problems(self, path, line):
        return list(style.check_includes({path: line + '\n'}))

    def test_wrong_directions_are_found(self):
        for path, line in (
                ('storage/a.cc', '#include "services/common/clock.h"'),
                ('storage/a.cc', '#include "greenledger/v1/entry.pb.h"'),
                ('storage/a.cc', '#include "grpcpp/grpcpp.h"'),
                ('storage/a.cc', '#include <google/protobuf/message.h>'),
                ('services/a.cc', '#include "clients/cli/table.h"'),
                ('services/a.cc', '#include "rocksdb/db.h"'),
                ('services/a.cc', '#include "tests/testing/temp_folder.h"'),
                ('services/a.cc', '#include "gtest/gtest.h"'),
                ('services/ledger/rules/a.cc',
                 '#include "services/ledger/committer.h"'),
                ('services/ledger/rules/a.cc', '#include "grpcpp/grpcpp.h"'),
                ('clients/cli/a.cc', '#include "storage/store.h"'),
                ('clients/cli/a.cc', '#include "services/common/server.h"'),
                ('clients/cli/a.cc', '#include "services/ledger/committer.h"'),
                ('clients/cli/a.cc', '#include "table.h"'),
                ('proto/greenledger/v1/a.proto', 'import "storage/a.proto";'),
        ):
            self.assertEqual(len(self.problems(path, line)), 1, (path, line))

    def test_right_directions_pass(self):
        for path, line in (
                ('storage/a.cc', '#include "storage/proof/sha256.h"'),
                ('storage/a.cc', '#include "rocksdb/db.h"'),
                ('services/a.cc', '#include "storage/store.h"'),
                ('services/a.cc', '#include "greenledger/v1/entry.pb.h"'),
                ('services/a.cc', '#include <grpcpp/grpcpp.h>'),
                ('clients/cli/a.cc', '#include "services/common/clock.h"'),
                ('clients/cli/stored_book.cc', '#include "storage/store.h"'),
                ('tests/storage/a.cc', '#include "rocksdb/db.h"'),
                ('proto/greenledger/v1/a.proto',
                 'import "google/protobuf/any.proto";'),
        ):
            self.assertEqual(self.problems(path, line), [], (path, line))


class FunctionsTest(unittest.TestCase):

    def test_lengths_of_all_shapes_of_functions(self):
        text = '''
namespace a {
constexpr int kTable[] = {1,
                          2};
struct S final : public T<int> {
  explicit S(int x = 1) : x_{x}, y_(2) {
    Go();
  }
  S& operator=(const S& other) {
    return *this;
  }
  bool operator()(int a, int b) const { return a < b; }
  int x_{3};
};
template <typename T = int>
std::vector<T> Make(
    const std::map<int, T>& in) ABSL_LOCKS_EXCLUDED(mutex_) {
  const char* text = "}{";  // }
  const auto f = [](int a) {
    if (a > 1'000) return '{';
    return '}';
  };
  return {};
}
TEST_F(Fixture, Name) {
  Step();
}
}  // namespace a
'''
        self.assertEqual(
            [(name, length) for name, _, length in functions(text)],
            [('S', 3), ('operator=', 3), ('operator', 1), ('Make', 10),
             ('TEST_F', 3)])

    def test_a_long_function_is_found(self):
        self.assertEqual(
            list(style.check_functions({'a.cc': body(70)} | {
                f'{i}.cc': body(5) for i in range(10)})), [])
        self.assertIn('F has 71 lines', ''.join(
            style.check_functions({'a.cc': body(71)})))

    def test_more_than_one_in_ten_over_forty_is_found(self):
        nine = {f'{i}.cc': body(40) for i in range(9)}
        self.assertEqual(
            list(style.check_functions(nine | {'a.cc': body(41)})), [])
        self.assertIn('2 of 11 functions', ''.join(style.check_functions(
            nine | {'a.cc': body(41), 'b.cc': body(41)})))


class FilesTest(unittest.TestCase):

    def test_a_long_file_is_found(self):
        small = {'a.h': '\n', 'b.h': '\n'}
        self.assertEqual(
            list(style.check_file_sizes(small | {'c.h': '\n' * 400})), [])
        self.assertIn('c.h: 401 lines', ''.join(
            style.check_file_sizes(small | {'c.h': '\n' * 401})))

    def test_a_high_median_is_found(self):
        self.assertEqual(list(style.check_file_sizes({'a.h': '\n' * 149})), [])
        self.assertIn('median', ''.join(
            style.check_file_sizes({'a.h': '\n' * 150})))

    def test_generated_files_are_found(self):
        for path in ('proto/a.pb.h', 'build/release/a.cc',
                     'proto/node_modules/a/b.js',
                     'tests/style/__pycache__/style.pyc'):
            self.assertEqual(len(list(style.check_generated({path: ''}))), 1)
        self.assertEqual(
            list(style.check_generated({'storage/rebuild/a.h': ''})), [])


class BansTest(unittest.TestCase):

    def problems(self, path, text):
        return list(style.check_bans({path: text + '\n'}))

    def test_every_ban_finds_its_violation(self):
        later = 'TO' + 'DO'
        rows = (
            ('services/a.cc', 'auto t = std::chrono::system_clock::now();'),
            ('services/a.cc', 'x = time(nullptr);'),
            ('services/ledger/rules/a.cc', 'const double points = 1;'),
            ('services/ledger/a.h', 'float x;'),
            ('tests/a.cc', 'std::this_thread::sleep_for(1s);'),
            ('tests/a.cc', 'usleep(1000);'),
            ('storage/a.cc', 'int x = rand();'),
            ('clients/a.cc', 'out << std::endl;'),
            ('clients/a.cc', 'using namespace std;'),
            ('clients/a.cc', f'// {later}: later'),
            ('clients/a.md', f'{later}(ann):'),
            ('README.md', 'see /' + 'work/main'),
            ('run', 'cd /' + 'home/me'),
            ('proto/package-lock.json', '"https://registry.npm' + 'js.org/x"'),
        )
        for path, text in rows:
            self.assertEqual(len(self.problems(path, text)), 1, (path, text))
        found = {self.problems(*row)[0].rsplit(': ', 1)[-1] for row in rows}
        for _, _, _, instead in style.BANS:
            self.assertIn(instead.rsplit(': ', 1)[-1], found)

    def test_what_is_allowed_passes(self):
        for path, text in (
                ('services/common/clock.h', 'system_clock::now()'),
                ('services/a.cc', '// Not std::endl but a plain newline.'),
                ('services/a.cc', 'NextTime(nullptr); run_time(0);'),
                ('services/common/a.cc', 'double seconds;'),
                ('services/ledger/a.cc', 'Doubles a double-entry; // double'
                 .replace('a double-entry;', 'x;')),
                ('clients/a.cc', '// TO' + 'DO(ann): the next format has it.'),
                ('clients/a.cc', 'operand(1); strand(2);'),
        ):
            self.assertEqual(self.problems(path, text), [], (path, text))


if __name__ == '__main__':
    unittest.main()
