"""Which elements of a guide make up one material, step, special step, fee or question, and which stands first."""

from __future__ import annotations

from zicha.model.facts.guide import Element

MATERIAL_ELEMENTS = frozenset(
    {
        Element.MATERIAL_NAME, Element.MATERIAL_KIND, Element.MEDIUM, Element.COPIES, Element.NECESSITY,
        Element.SOURCE, Element.SHARED, Element.BLANK_FORM, Element.SAMPLE, Element.ORIGINAL_COUNT,
        Element.COPY_COUNT, Element.HINT, Element.ACCEPTANCE, Element.MATERIAL_NOTE,
    }
)  # fmt: skip
STEP_ELEMENTS = frozenset(
    {
        Element.STEP_NAME, Element.STEP_LIMIT, Element.STEP_HANDLER, Element.STEP_CONTENT, Element.STEP_SPECIAL,
        Element.STEP_COUNTED, Element.STEP_BASIS,
    }
)  # fmt: skip
SPECIAL_ELEMENTS = frozenset(
    {Element.SPECIAL_STEP, Element.SPECIAL_BASIS, Element.STEP_LIMIT, Element.STEP_CONTENT, Element.STEP_COUNTED}
)
FEE_ELEMENTS = frozenset({Element.FEE_NAME, Element.FEE_STANDARD, Element.FEE_BASIS, Element.FEE_RELIEF})
QUESTION_ELEMENTS = frozenset({Element.QUESTION, Element.ANSWER})
PROSE_ELEMENTS = frozenset({Element.CONDITIONS, Element.BASIS})
GROUPS = {
    "申请材料": MATERIAL_ELEMENTS,
    "办理流程": STEP_ELEMENTS,
    "特殊环节": SPECIAL_ELEMENTS,
    "收费项目": FEE_ELEMENTS,
    "常见问题": QUESTION_ELEMENTS,
}
FIRST = {
    "申请材料": Element.MATERIAL_NAME,
    "办理流程": Element.STEP_NAME,
    "特殊环节": Element.SPECIAL_STEP,
    "收费项目": Element.FEE_NAME,
    "常见问题": Element.QUESTION,
}
GROUPED = frozenset().union(*GROUPS.values())
