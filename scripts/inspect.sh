#!/bin/sh
# Runs the inspection. Finding problems is what it is for, so that ends well; a run that judged nothing does not.
set -u
cd "$(dirname "$0")/.."

# Ctrl+C is for pytest, which then writes what it has; a shell without this would end before it.
trap : INT TERM

code=0
.venv/bin/pytest "$@" || code=$?
case $code in
0) echo "自查完成，没有发现问题（未查完的见报告）。" ;;
1)
    if ! grep -Eqs '"verdict":"(未发现问题|有问题|已知问题|已整改)"' report/findings.jsonl; then
        echo "自查没有做成：没有一项检查得出结论，原因见上。" >&2
        exit 1
    fi
    echo "自查完成，发现的问题已记入台账。"
    ;;
2) echo "自查中途停止：已查的部分已写入报告，其余为未查。" >&2 ;;
4) echo "自查没有开始：请按以上提示修改后重新运行。" >&2 ;;
5) echo "自查没有开始：没有选中任何检查。" >&2 ;;
*) echo "自查没有做成（pytest 退出码 $code）。" >&2 ;;
esac
[ "$code" -le 1 ] || exit "$code"
