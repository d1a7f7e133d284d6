namespace Nvr.Web.Support;

/// <summary>What the web room does not know by itself of what a supporter wants to see. Thread-safe.</summary>
public interface ISupportLog
{
    /// <summary>What this process has logged, the oldest lines first, as far as it is kept in memory.</summary>
    IReadOnlyList<string> Own();

    /// <summary>
    /// What the system's journal has of this program, earlier processes among them: the last lines, the oldest first. Null where there is none. Throws <see cref="Nvr.Core.NvrException"/> with a sentence where it cannot be read.
    /// </summary>
    Task<IReadOnlyList<string>?> JournalAsync(CancellationToken cancellation);

    /// <summary>Machine and system, a name and a value each.</summary>
    IReadOnlyList<(string Name, string Value)> Machine();

    /// <summary>Every password, community and code that the box knows in plain words just now, so that none of them is given away in a line of a log.</summary>
    IReadOnlyCollection<string> Secrets();
}
