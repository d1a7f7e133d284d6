using Nvr.Core;
using Nvr.Storage.Settings;

namespace Nvr.Adoption.Adopting;

/// <summary>
/// The account that the cameras of this site have, in the settings file <c>site.json</c>, its password encrypted. It is tried on cameras that ask
/// for a password, and created on those that have none. Thread-safe; calls block on the disk.
/// </summary>
public sealed class SiteAccount
{
    public const string UsualUser = "admin";

    /// <summary>Most cameras refuse shorter ones.</summary>
    private const int ShortestPassword = 8;

    /// <summary>Many cameras cut longer ones off without a word.</summary>
    private const int LongestPassword = 16;

    private const int LongestUser = 32;
    private const string Context = "site/cameras";

    private readonly SettingsFile<SiteDocument> file;
    private readonly SecretBox secrets;
    private CameraAccount? account;

    private SiteAccount(DataDirectory data)
    {
        file = new SettingsFile<SiteDocument>(data.SettingsFile("site.json"), SiteJson.Default.SiteDocument);
        secrets = SecretBox.Open(data.SettingsFile("device.key"));
        account = Read();
    }

    /// <summary>Null while none was set, or when it cannot be read any more.</summary>
    public CameraAccount? Account => Volatile.Read(ref account);

    public static SiteAccount Open(DataDirectory data) => new(data);

    /// <summary>InvalidInput for what cameras do not take: letters, digits and signs of ASCII, 8 to 16 for the password.</summary>
    public void Set(CameraAccount changed)
    {
        (string user, string password) = (changed.UserName, changed.Password);
        Require(user.Length is > 0 and <= LongestUser && user.All(char.IsAsciiLetterOrDigit), "The user name must have 1 to 32 letters or digits.");
        Require(
            password.Length is >= ShortestPassword and <= LongestPassword && password.All(c => c is > ' ' and <= '~'),
            "The password must have 8 to 16 characters, none of them a space or an accented letter: many cameras take no others.");
        file.Write(new SiteDocument { UserName = user, SealedPassword = secrets.Seal(password, Context) });
        Volatile.Write(ref account, changed);
    }

    private CameraAccount? Read() =>
        file.Read() is { } stored && secrets.TryUnseal(stored.SealedPassword, Context, out string? password) ? new CameraAccount(stored.UserName, password) : null;

    private static void Require(bool fine, string sentence)
    {
        if (!fine)
        {
            throw new NvrException(ErrorKind.InvalidInput, sentence);
        }
    }
}
