using Nvr.Core;
using Nvr.Web.Support;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Logs of a test's own.</summary>
public sealed class FakeSupportLog : ISupportLog
{
    public List<string> Lines { get; } = ["one line"];

    public List<string>? Journal { get; set; }

    public string? JournalTrouble { get; set; }

    public List<string> Known { get; } = [];

    public IReadOnlyList<string> Own() => Lines;

    public Task<IReadOnlyList<string>?> JournalAsync(CancellationToken cancellation) =>
        JournalTrouble is { } trouble ? throw new NvrException(ErrorKind.Unsupported, trouble) : Task.FromResult<IReadOnlyList<string>?>(Journal);

    public IReadOnlyList<(string Name, string Value)> Machine() => [("Board", "a test")];

    public IReadOnlyCollection<string> Secrets() => Known;
}
