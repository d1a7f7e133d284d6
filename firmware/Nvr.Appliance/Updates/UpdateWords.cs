using Nvr.Board.Updates;
using Nvr.Core.Health;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Updates;

/// <summary>The last update in words, the same for the page and for the health. Pure.</summary>
internal static class UpdateWords
{
    public const string Part = "update";

    /// <param name="isRunning">What runs now came with it.</param>
    public static LastUpdateView ViewOf(RememberedUpdate update, bool isRunning)
    {
        (string state, string sentence, string? next) = Of(update, isRunning);
        return new LastUpdateView(state, update.From, update.To, sentence, next, !update.IsSeen && HealthOf(update) is not null);
    }

    /// <summary>What somebody should look at, until an administrator has, or the next update is installed; null where there is nothing.</summary>
    public static HealthItem? HealthOf(RememberedUpdate? update)
    {
        if (update is null or { IsSeen: true } or { Outcome: null or RememberedUpdate.Good })
        {
            return null;
        }
        (_, string sentence, string? next) = Of(update, isRunning: false);
        return new HealthItem(Part, HealthLevel.Attention, sentence, next);
    }

    private static (string State, string Sentence, string? Next) Of(RememberedUpdate update, bool isRunning) => update.Outcome switch
    {
        RememberedUpdate.Good => (LastUpdateView.Proven, $"Version {update.To} has proven itself: all that recorded before it records, and its page answers.", null),
        RememberedUpdate.Partly => (LastUpdateView.Partly, PartlyOf(update), "Look at them. If they fail with this version alone, tell its maker."),
        RememberedUpdate.WentBack => (LastUpdateView.WentBack, WentBackOf(update), "Settings are as they were before it, but for cameras and volumes that were added since. Tell the maker of the update."),
        RememberedUpdate.Lost => (LastUpdateView.Lost, $"Version {update.To} does not start any more, so the recorder runs the one before it again.", "Install the update again, or a newer one."),
        RememberedUpdate.BrokenOff => (LastUpdateView.BrokenOff, $"The update to {update.To} broke off before it was installed. The recorder goes on with version {update.From}.", "Install it again."),
        _ when isRunning => (LastUpdateView.OnTrial, $"Version {update.To} is on trial: it stays once the cameras record and this page answers. Otherwise the recorder goes back to version {update.From} by itself.", null),
        _ => (LastUpdateView.Waiting, $"Version {update.To} is installed. It runs from the next start of the box on.", "Restart the recorder when a minute without recording does no harm."),
    };

    private static string PartlyOf(RememberedUpdate update) => update.Lacking.Count > 0
        ? $"Since the update to {update.To} these cameras do not record: {string.Join(", ", update.Lacking)}."
        : $"Since the update to {update.To} not all volumes for recordings are there.";

    private static string WentBackOf(RememberedUpdate update) => update.Fault switch
    {
        nameof(TrialFault.Recording) => $"The update to {update.To} did not record; the recorder went back to {update.From} by itself.",
        nameof(TrialFault.Volumes) => $"The update to {update.To} did not find the disks for recordings; the recorder went back to {update.From} by itself.",
        nameof(TrialFault.Page) => $"The page of the update to {update.To} did not answer; the recorder went back to {update.From} by itself.",
        nameof(TrialFault.Dying) => $"The update to {update.To} ended again and again; the recorder went back to {update.From} by itself.",
        _ => $"The update to {update.To} did not start; the recorder went back to {update.From} by itself.",
    };
}
