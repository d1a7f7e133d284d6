namespace Torture.Box;

/// <summary>How an nvrd is to be started. Immutable.</summary>
public sealed record NvrdStart(string DataDirectory)
{
    /// <summary>Cameras of the command line.</summary>
    public IReadOnlyList<(string Name, Uri Url)> Cameras { get; init; } = [];

    /// <summary>Port 0 asks the kernel for a free one.</summary>
    public string Listen { get; init; } = "127.0.0.1:0";

    public string Board { get; init; } = "simulated";

    /// <summary>Further arguments of <c>nvrd run</c>.</summary>
    public IReadOnlyList<string> More { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Another build of the program than the one that <see cref="NvrdProgram"/> names.</summary>
    public string? Program { get; init; }

    /// <summary>A program that starts nvrd in its own place, with its arguments; for another user or another limit.</summary>
    public IReadOnlyList<string> Through { get; init; } = [];

    internal IEnumerable<string> Arguments =>
    [
        "run", "--data", DataDirectory, "--listen", Listen, "--board", Board,
        .. Cameras.SelectMany(c => new[] { "--camera", $"{c.Name}={c.Url.OriginalString}" }), .. More,
    ];
}
