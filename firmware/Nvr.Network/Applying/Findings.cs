using Nvr.Core;

namespace Nvr.Network.Applying;

/// <summary>What of files that count as hostile could not be used, as sentences. Used by one thread.</summary>
internal sealed class Findings
{
    private readonly List<string> all = [];

    public IReadOnlyList<string> All => all;

    /// <summary>What is read, or null where it cannot be used, which is noted.</summary>
    public T? Attempt<T>(Func<T?> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (NvrException wrong)
        {
            all.Add(wrong.Message);
            return null;
        }
    }

    /// <summary>All of them in one line; null where there is none.</summary>
    public string? InOneLine() => all.Count == 0 ? null : string.Join(' ', all);
}
