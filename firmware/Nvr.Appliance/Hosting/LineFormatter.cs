using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Nvr.Appliance.Hosting;

/// <summary>
/// A log line for a person at a terminal: UTC, level, room, sentence. Exceptions follow on lines of their own. Thread-safe: it
/// keeps nothing.
/// </summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        textWriter.Write(LevelOf(logEntry.LogLevel));
        textWriter.Write(RoomOf(logEntry.Category));
        textWriter.Write(": ");
        textWriter.WriteLine(logEntry.Formatter(logEntry.State, logEntry.Exception));
        if (logEntry.Exception is { } exception)
        {
            textWriter.WriteLine(exception);
        }
    }

    private static string LevelOf(LogLevel level) => level switch
    {
        LogLevel.Critical or LogLevel.Error => " error ",
        LogLevel.Warning => " warning ",
        LogLevel.Information => " info ",
        _ => " debug ",
    };

    /// <summary>The second part of a category: <c>Recording</c> of <c>Nvr.Recording.Cameras.CameraRegistry</c>.</summary>
    private static string RoomOf(string category)
    {
        string[] parts = category.Split('.');
        return parts.Length > 1 ? parts[1] : category;
    }
}
