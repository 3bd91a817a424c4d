"""The notices about enterprises. They are official texts, so they are written in Chinese for every reader."""

from collections.abc import Sequence

from portal.enterprises.models import Enterprise, Invitation
from portal.presentation.dates import official_day

Message = tuple[str, str]


def registered(enterprise: Enterprise, same: Sequence[str] = ()) -> Message:
    """Tell the coordinators of a new enterprise, and which records may be of the ``same`` one."""
    code = enterprise.claimed_code or enterprise.credit_code
    body = f"{enterprise.name}（{code}）已注册，请核对注册信息。核验通过后，企业才能提交事项。"
    if same:
        body += f"\n可能与已有档案是同一家企业：{'、'.join(same)}。请先核对，确属同一家的，合并两份档案。"
    return f"新注册企业待核验：{enterprise.name}", body


def recorded(enterprise: Enterprise, by: str) -> Message:
    """Tell the coordinators of an enterprise that was recorded on the telephone or by a scan."""
    return (
        f"临时建档企业待核验：{enterprise.name}",
        f"{by}登记来电、来访或者扫码事项时为{enterprise.name}临时建档（{enterprise.credit_code}），请核对企业信息并核验。",
    )


def corrected(enterprise: Enterprise) -> Message:
    """Tell the coordinators that a refused enterprise has corrected its facts."""
    return (
        f"企业已更正，请重新核验：{enterprise.name}",
        f"{enterprise.name}（{enterprise.credit_code}）已更正注册信息。上次没有通过的原因：{enterprise.standing_reason}",
    )


def verified(enterprise: Enterprise) -> Message:
    """Tell the members that the enterprise may submit now."""
    return (
        f"已通过核验：{enterprise.name}",
        f"{enterprise.name}已通过核验，现在可以反映困难、咨询法律问题。已写好的草稿可以直接提交。",
    )


def refused(enterprise: Enterprise) -> Message:
    """Tell the members why, and what to do."""
    return (
        f"没有通过核验：{enterprise.name}",
        f"{enterprise.name}没有通过核验。原因：{enterprise.standing_reason}\n请在“企业资料”中更正，保存后自动重新提交核验。",
    )


def invited(invitation: Invitation, url: str) -> Message:
    """Write the invitation itself, with the link that works once."""
    name = invitation.enterprise.name
    body = (
        f"{invitation.invited_by.name}邀请您作为{name}的成员，查看并办理企业的事项。\n"
        f"请在{official_day(invitation.expires_at)}前打开以下链接加入，链接只能使用一次：\n{url}\n"
        "如果您与该企业无关，请不必理会。"
    )
    return f"邀请您加入{name}", body


def joined(enterprise: Enterprise, person: str) -> Message:
    """Tell the other members of a new one."""
    return f"新成员：{person}", f"{person}已接受邀请，成为{enterprise.name}的成员，可以查看并办理企业的全部事项。"


def ended(enterprise: Enterprise, by: str) -> Message:
    """Tell a person that the membership has ended."""
    return (
        f"不再代表{enterprise.name}",
        f"{by}已停止您的成员身份，您不再能查看{enterprise.name}的事项。以前的办理记录保留。",
    )
