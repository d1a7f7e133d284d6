using Nvr.Core.Health;
using Nvr.Storage.Settings;

namespace Nvr.Web.Box;

/// <summary>
/// The one durable note about the first visit: which steps were gone through or left out, and whether it is over. A box without the note was set up before there was one, and is left alone. Thread-safe; a
/// change blocks on the disk and throws Storage where the disk does not take it. The same change twice is one.
/// </summary>
internal sealed class FirstVisit
{
    public const string FileName = "first-visit.json";

    private readonly SettingsFile<FirstVisitFile> file;
    private readonly Lock gate = new();
    private volatile FirstVisitFile? now;

    public FirstVisit(SettingsFile<FirstVisitFile> file, HealthBoard health)
    {
        this.file = file;
        now = file.Read();
        if (file.Problem is { } problem)
        {
            health.Report(new HealthItem("settings/first-visit", HealthLevel.Attention, problem));
        }
    }

    public bool IsOver => now?.IsOver ?? true;

    public bool HasPassed(SetUpStep step) => now?.Passed.Contains(SetUpWords.Of(step), StringComparer.Ordinal) ?? false;

    /// <summary>For the first administrator of a box; nothing where there was a visit already.</summary>
    public void Begin() => Change(note => note ?? new FirstVisitFile(false, []));

    /// <summary>Notes that somebody went on from a step, or takes it back.</summary>
    public void Pass(SetUpStep step, bool passed) => Change(note =>
    {
        IReadOnlyList<string> others = [.. (note?.Passed ?? []).Where(p => p != SetUpWords.Of(step))];
        return new FirstVisitFile(note?.IsOver ?? true, passed ? [.. others, SetUpWords.Of(step)] : others);
    });

    /// <summary>Ends it, or opens it again; what was gone through stays noted.</summary>
    public void End(bool over) => Change(note => new FirstVisitFile(over, note?.Passed ?? []));

    private void Change(Func<FirstVisitFile?, FirstVisitFile> change)
    {
        lock (gate)
        {
            FirstVisitFile next = change(now);
            if (now is { } old && old.IsOver == next.IsOver && old.Passed.SequenceEqual(next.Passed))
            {
                return;
            }
            file.Write(next);
            now = next;
        }
    }
}
