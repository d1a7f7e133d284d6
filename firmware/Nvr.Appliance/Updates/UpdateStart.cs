using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Storage.Backups;
using Nvr.Storage.Settings;

namespace Nvr.Appliance.Updates;

/// <summary>
/// What a start makes of the last update, before anything reads settings. A system on trial keeps the settings as the former one left them, then counts its start: a count that is there tells that it ran. The former system that
/// finds such a count takes them back. Nothing here waits for the updater, and nothing keeps the program from recording.
/// </summary>
internal static class UpdateStart
{
    /// <summary>What goes on whatever system runs: the last update itself, what people did, and who signed out meanwhile.</summary>
    private static readonly string[] GoesOn = [UpdateBook.Name, "audit.jsonl", "audit.1.jsonl", "sessions.json"];

    public static UpdateBook Prepare(DataDirectory data, RunningSystem running, Guid boot, HealthBoard health, Action<HealthLevel, string> journal)
    {
        UpdateBook book = UpdateBook.Open(data, health);
        try
        {
            if (book.Current is { } update && update.Boot != boot)
            {
                Prepare(data, book, update, running, boot, journal);
            }
            if (FormerSettings.Finish(data, former => UpdateSettings.Join(data, former)))
            {
                journal.Invoke(HealthLevel.Attention, "The settings are those from before the update again.");
            }
        }
        catch (NvrException full)
        {
            // A disk that takes nothing is told of by whoever needs it next; what is not counted is not held against anybody.
            journal.Invoke(HealthLevel.Attention, $"The start could not be noted for the update: {full.Message}");
        }
        return book;
    }

    private static void Prepare(DataDirectory data, UpdateBook book, RememberedUpdate update, RunningSystem running, Guid boot, Action<HealthLevel, string> journal)
    {
        if (update.IsRunning(running, boot))
        {
            BeginTrial(data, book, update, journal);
        }
        else if (update.Outcome is RememberedUpdate.Good or RememberedUpdate.Partly)
        {
            book.Change(u => u with { Outcome = RememberedUpdate.Lost, IsNoted = false, IsSeen = false });
        }
        else if (update.Outcome == RememberedUpdate.WentBack || update is { Outcome: null, Starts: > 0 })
        {
            book.Change(u => u with { Outcome = RememberedUpdate.WentBack });
            if (FormerSettings.IsKept(data))
            {
                FormerSettings.GoBack(data);
            }
        }
    }

    private static void BeginTrial(DataDirectory data, UpdateBook book, RememberedUpdate update, Action<HealthLevel, string> journal)
    {
        if (update.Outcome is RememberedUpdate.Good or RememberedUpdate.Partly)
        {
            return;
        }
        if (update.Outcome is not null)
        {
            // The former system does not start either, or somebody chose: it is tried again, from the settings of now.
            FormerSettings.Drop(data);
            update = update with { Outcome = null, Fault = null, Starts = 0, IsNoted = false, IsSeen = false };
        }
        if (update.Starts == 0 || !FormerSettings.IsKept(data))
        {
            Keep(data, journal);
        }
        book.Put(update with { Starts = update.Starts + 1 });
    }

    private static void Keep(DataDirectory data, Action<HealthLevel, string> journal)
    {
        try
        {
            FormerSettings.Keep(data, GoesOn);
        }
        catch (NvrException full)
        {
            // Without room the trial goes on: the former system reads what it finds.
            journal.Invoke(HealthLevel.Attention, $"The settings from before the update could not be kept: {full.Message}");
        }
    }
}
