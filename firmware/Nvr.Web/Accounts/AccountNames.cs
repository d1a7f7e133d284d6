using System.Text.Json;

namespace Nvr.Web.Accounts;

/// <summary>Who stands in a file of accounts, wherever it lies. Pure.</summary>
public static class AccountNames
{
    /// <summary>Their names; none where it is no such file.</summary>
    public static IReadOnlyList<string> In(ReadOnlySpan<byte> stored)
    {
        try
        {
            return JsonSerializer.Deserialize(stored, StoredJson.Default.AccountFile) is { } file && file.Holds() ? [.. file.Accounts.Select(a => a.UserName)] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
