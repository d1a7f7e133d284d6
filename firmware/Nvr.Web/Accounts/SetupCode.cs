using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Nvr.Web.Accounts;

/// <summary>
/// Proves that the first visitor stands in front of the box: eight digits made at start while no administrator exists, shown by the
/// console and the front panel, forgotten once used. Thread-safe. Guesses are limited by the route that takes them, not here.
/// </summary>
public sealed class SetupCode
{
    private readonly AccountBook accounts;
    private volatile string code = Fresh();

    internal SetupCode(AccountBook accounts) => this.accounts = accounts;

    /// <summary>Eight digits to show to whoever stands in front of the box; null once an administrator exists.</summary>
    public string? Value => accounts.HasAdministrator ? null : code;

    /// <summary>Makes another one: who knew the old one may not be who stands in front of the box now.</summary>
    internal void Renew() => code = Fresh();

    /// <summary>Compares in constant time; blanks and dashes do not count. False when an administrator exists.</summary>
    internal bool Matches(string? offered)
    {
        string digits = string.Concat((offered ?? "").Where(c => c is not (' ' or '-')));
        bool same = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(digits), Encoding.UTF8.GetBytes(code));
        return same && !accounts.HasAdministrator;
    }

    private static string Fresh() => RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);
}
