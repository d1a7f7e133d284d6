using Microsoft.Extensions.Logging;
using Nvr.Core.Health;

namespace Nvr.Appliance.Hosting;

/// <summary>Writes what storage tells into the log. Thread-safe.</summary>
internal sealed partial class StorageLog(ILogger<StorageLog> logger)
{
    public void Write(HealthLevel level, string sentence)
    {
        if (level == HealthLevel.Ok)
        {
            LogNote(sentence);
        }
        else
        {
            LogTrouble(sentence);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Sentence}")]
    private partial void LogNote(string sentence);

    [LoggerMessage(LogLevel.Warning, "{Sentence}")]
    private partial void LogTrouble(string sentence);
}
