using Nvr.Web.Access;
using Nvr.Web.Accounts;

namespace Nvr.Web.Api.Models;

internal sealed record SetupState(bool NeedsSetup, bool Simulated);

internal sealed record SetupBody(string? Code, string? UserName, string? Password);

/// <summary>With <paramref name="Token"/> the answer carries a bearer token instead of setting a cookie.</summary>
internal sealed record LoginBody(string? UserName, string? Password, bool Token = false);

internal sealed record SessionModel(UserModel User, string? Token);

internal sealed record UserBody(string? UserName, string? Password, string? Role, IReadOnlyList<string>? Cameras);

internal sealed record PasswordBody(string? OldPassword, string? NewPassword);

internal sealed record UserModel(string Id, string UserName, string Role, IReadOnlyList<string> Cameras)
{
    public static UserModel Of(Account account) => new(account.Id, account.UserName, Words.Of(account.Role), account.Cameras);
}

internal sealed record UserList(IReadOnlyList<UserModel> Users);

/// <summary>What the page needs before anything else.</summary>
internal sealed record BoxModel(string Version, bool Simulated, string Now, UserModel User);
