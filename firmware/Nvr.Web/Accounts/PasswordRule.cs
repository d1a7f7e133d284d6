using Nvr.Core;

namespace Nvr.Web.Accounts;

/// <summary>Which user names and passwords are accepted; a sentence for each that is not.</summary>
internal static class PasswordRule
{
    private const int MinLength = 8;
    private const int MaxLength = 256;
    private const int MaxNameLength = 64;

    public static string CheckName(string? name)
    {
        string trimmed = name?.Trim() ?? "";
        bool fine = trimmed.Length is > 0 and <= MaxNameLength && !trimmed.Any(char.IsControl);
        return fine ? trimmed : throw Invalid($"'userName' must have 1 to {MaxNameLength} characters.");
    }

    public static string Check(string? password, string userName)
    {
        if (password is null || password.Length < MinLength)
        {
            throw Invalid($"'password' must have at least {MinLength} characters.");
        }
        if (password.Length > MaxLength)
        {
            throw Invalid($"'password' must have at most {MaxLength} characters.");
        }
        return string.Equals(password.Trim(), userName, StringComparison.OrdinalIgnoreCase)
            ? throw Invalid("'password' must not be the user name.")
            : password;
    }

    private static NvrException Invalid(string sentence) => new(ErrorKind.InvalidInput, sentence);
}
