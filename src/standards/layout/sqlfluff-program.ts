/**
 * What Python runs: reads a job from standard input, prints one line of JSON a text, in their
 * order, as soon as it's done. So a text that never ends, or ends the process, is known by its
 * number.
 *
 * It is no call of sqlfluff's own command line because of the start, which is most of the time for
 * few files: without the command line, and without pytest, which sqlfluff imports where it finds
 * it, it takes 0.3 s instead of 0.9 s. And what is judged is the text that was hashed, not a file
 * that may have changed since. Settings in comments of the SQL itself are not heeded: a waiver has
 * a reason and a last day.
 */
export const SQLFLUFF_PROGRAM = `
import json, sys
sys.modules["pytest"] = None
from sqlfluff.core import FluffConfig, Linter

def judge(linter, rules, text, fix):
    file = linter.lint_parsed(linter.parse_string(text), rules, fix=fix)
    answer = {"violations": [violation.to_dict() for violation in file.get_violations()]}
    for violation in answer["violations"]:
        violation.pop("fixes", None)
    if fix:
        answer["text"] = file.fix_string()[0]
    return answer

def main():
    FluffConfig.process_raw_file_for_config = lambda *_: None
    job = json.load(sys.stdin.buffer)
    open_ended = {"large_file_skip_byte_limit": 0, "large_file_skip_char_limit": 0}
    config = FluffConfig.from_root(
        extra_config_path=job["config"],
        ignore_local_config=True,
        overrides={"disable_noqa": True, **open_ended},
    )
    linter = Linter(config=config)
    rules = linter.get_rulepack()
    if job["fix"]:
        rules.rules[:] = [rule for rule in rules.rules if rule.code[:2] in ("LT", "CP")]
    for text in job["texts"]:
        try:
            answer = judge(linter, rules, text, job["fix"])
        except Exception as error:  # a fault of sqlfluff at this text: the others are judged
            answer = {"fault": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)

main()
`;
