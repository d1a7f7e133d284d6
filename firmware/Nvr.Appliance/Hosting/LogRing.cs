using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Nvr.Appliance.Hosting;

/// <summary>
/// The last lines that the program has logged, in memory, for whoever downloads the logs: a box without a journal has no others. Holds at most <see cref="MostLetters"/>; the oldest go first. Thread-safe; a line costs its
/// formatting and a lock that nobody holds for long.
/// </summary>
internal sealed class LogRing(TimeProvider time) : ILoggerProvider
{
    /// <summary>About five thousand lines, a megabyte in memory.</summary>
    public const int MostLetters = 512 << 10;

    /// <summary>A cause with all that led to it.</summary>
    private const int LongestLine = 16 << 10;

    private readonly Lock gate = new();
    private readonly Queue<string> lines = [];
    private readonly LineFormatter formatter = new(time);
    private long letters;

    /// <summary>When the program began to log.</summary>
    public DateTimeOffset Since { get; } = time.GetUtcNow();

    public IReadOnlyList<string> Read()
    {
        lock (gate)
        {
            return [.. lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
        // It holds nothing but memory, and both halves of the program share it.
    }

    private void Add(string line)
    {
        string kept = line.Length <= LongestLine ? line : string.Concat(line.AsSpan(0, LongestLine), " …");
        lock (gate)
        {
            lines.Enqueue(kept);
            letters += kept.Length;
            while (letters > MostLetters)
            {
                letters -= lines.Dequeue().Length;
            }
        }
    }

    private sealed class Writer(LogRing ring, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            using var text = new StringWriter();
            ring.formatter.Write(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter), null, text);
            ring.Add(text.ToString().TrimEnd());
        }
    }
}
