using System.ComponentModel.DataAnnotations;
using Nvr.Core.Time;
using Nvr.Web.Access;
using Nvr.Web.Accounts;
using Nvr.Web.Audit;
using Nvr.Web.OpenApi;

namespace Nvr.Web.Api.Models;

internal sealed record SetupState(bool NeedsSetup, bool Simulated);

internal sealed record SetupBody([property: Required] string? Code, [property: Required] string? UserName, [property: Required] string? Password);

/// <summary>With <paramref name="Token"/> the answer carries a bearer token instead of setting a cookie.</summary>
internal sealed record LoginBody([property: Required] string? UserName, [property: Required] string? Password, bool Token = false);

internal sealed record SessionModel(UserModel User, string? Token);

/// <summary><paramref name="LastUsed"/> is written down once an hour.</summary>
internal sealed record SessionEntryModel(string Id, string UserName, string Created, string LastUsed, string? Place, string? Agent, bool Current)
{
    public static SessionEntryModel Of(StoredSession s, string userName, Caller caller) =>
        new(s.Id, userName, UtcTime.From(s.CreatedAt).ToString(), UtcTime.From(s.LastUsedAt).ToString(), s.Place, s.Agent, s.Id == caller.SessionId);
}

internal sealed record SessionList(IReadOnlyList<SessionEntryModel> Sessions);

internal sealed record AuditEntryModel(string Time, string UserName, string Place, string Deed, string Subject, bool Done)
{
    public static AuditEntryModel Of(AuditEntry e) => new(UtcTime.From(e.Time).ToString(), e.User, e.Place, e.Deed, e.Subject, e.Done);
}

/// <summary>The newest first; <paramref name="Next"/> asks for those before, and is null at the end.</summary>
internal sealed record AuditList(IReadOnlyList<AuditEntryModel> Entries, string? Next);

internal sealed record UserBody(string? UserName, string? Password, [property: Required, OneOf(typeof(Role))] string? Role, IReadOnlyList<string>? Cameras);

internal sealed record PasswordBody([property: Required] string? OldPassword, [property: Required] string? NewPassword);

internal sealed record UserModel(string Id, string UserName, [property: OneOf(typeof(Role))] string Role, IReadOnlyList<string> Cameras)
{
    public static UserModel Of(Account account) => new(account.Id, account.UserName, Words.Of(account.Role), account.Cameras);
}

internal sealed record UserList(IReadOnlyList<UserModel> Users);

/// <summary>
/// What the page needs before anything else. <paramref name="Name"/> is null before somebody gave one; <paramref name="TimeZone"/>, by which times are told, before somebody chose one;
/// <paramref name="SettingUp"/> says to an administrator that the first visit is not over.
/// </summary>
internal sealed record BoxModel(string Version, bool Simulated, string Now, UserModel User, string? Name, string? TimeZone, bool SettingUp);
