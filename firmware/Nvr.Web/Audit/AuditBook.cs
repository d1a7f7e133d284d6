using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Nvr.Core.Health;
using Nvr.Core.Time;

namespace Nvr.Web.Audit;

/// <summary>
/// Who did what: lines of JSON in <c>audit.jsonl</c>, and when that has grown, in <c>audit.1.jsonl</c> before it; the last some ten thousand deeds. A line is on the disk before <see cref="Add"/> returns. A
/// line that a power cut tore, or that somebody wrote over, is left out when they are read. A disk that takes no line makes a health item, not a refusal: nobody can be kept from switching a siren off by a full
/// disk. Thread-safe; calls block on the disk.
/// </summary>
internal sealed partial class AuditBook(string directory, BoxClock clock, HealthBoard health, ILogger<AuditBook> log)
{
    public const string Current = "audit.jsonl";
    public const string Before = "audit.1.jsonl";

    private const long MostBytes = 1 << 20;
    private const int MostText = 200;
    private const string HealthPart = "audit";

    private readonly Lock gate = new();
    private readonly string current = Path.Combine(directory, Current);
    private readonly string before = Path.Combine(directory, Before);

    public void Add(string user, string place, string deed, string subject, bool done)
    {
        AuditEntry entry = new(clock.Time.GetUtcNow(), Cut(user), Cut(place), Cut(deed), Cut(subject), done);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(entry, AuditJson.Lines.AuditEntry), (byte)'\n'];
        lock (gate)
        {
            try
            {
                Write_NeedsLock(line);
                health.Forget(HealthPart);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogLost(failure.Message);
                health.Report(new HealthItem(HealthPart, HealthLevel.Attention, "The list of what people did cannot be written.", "Check the disk of the system.", failure.Message));
            }
        }
    }

    /// <summary>The newest first, from before a moment, as many as wanted.</summary>
    public IReadOnlyList<AuditEntry> List(DateTimeOffset until, int limit)
    {
        lock (gate)
        {
            return [.. ReadLines(current).Reverse().Concat(ReadLines(before).Reverse()).Where(e => e.Time < until).Take(limit)];
        }
    }

    private static string Cut(string text) => text.Length <= MostText ? text : text[..(MostText - 1)] + "…";

    private static IEnumerable<AuditEntry> ReadLines(string path)
    {
        string[] lines = File.Exists(path) ? File.ReadAllLines(path, Encoding.UTF8) : [];
        return lines.Select(Parse).OfType<AuditEntry>();
    }

    private static AuditEntry? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, AuditJson.Lines.AuditEntry);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write_NeedsLock(byte[] line)
    {
        using (var file = new FileStream(current, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read))
        {
            // After a torn line the next one stands alone.
            if (file.Length > 0)
            {
                file.Seek(-1, SeekOrigin.End);
                bool isTorn = file.ReadByte() != '\n';
                file.Seek(0, SeekOrigin.End);
                if (isTorn)
                {
                    file.WriteByte((byte)'\n');
                }
            }
            file.Write(line);
            file.Flush(flushToDisk: true);
            if (file.Length < MostBytes)
            {
                return;
            }
        }
        File.Move(current, before, overwrite: true);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A deed could not be written down: {Cause}")]
    private partial void LogLost(string cause);
}
