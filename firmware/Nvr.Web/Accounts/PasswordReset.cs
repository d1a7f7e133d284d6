using Nvr.Core;

namespace Nvr.Web.Accounts;

/// <summary>
/// For an owner who has lost the password and stands in front of the box: administrators are forgotten and signed out, and the set-up is open with a new code. Cameras, their recordings and
/// the other users stay. Thread-safe.
/// </summary>
public sealed class PasswordReset
{
    private readonly AccountBook accounts;
    private readonly SessionBook sessions;
    private readonly SetupCode code;

    internal PasswordReset(AccountBook accounts, SessionBook sessions, SetupCode code)
    {
        this.accounts = accounts;
        this.sessions = sessions;
        this.code = code;
    }

    /// <summary>Durable when it returns; throws <see cref="NvrException"/> (Storage) where the settings cannot be written, and changes nothing then.</summary>
    public void Run()
    {
        code.Renew();
        foreach (Account gone in accounts.ForgetAdministrators())
        {
            sessions.EndAllOf(gone.Id);
        }
    }
}
