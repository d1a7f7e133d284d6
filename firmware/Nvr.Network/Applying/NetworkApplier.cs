using System.Text.Json;
using Nvr.Board;
using Nvr.Board.Files;
using Nvr.Core;
using Nvr.Network.Plans;
using Nvr.Network.Settings;

namespace Nvr.Network.Applying;

/// <summary>
/// Tells the system of the box's networks, once: at each start of it, and when the recorder left a wish. Run as root, so everything that it reads counts as hostile. Whatever is wrong with a
/// file, the box ends up with networks: a wish that is wrong leaves what is kept, settings that are wrong the copy before them, then DHCP; a board file that is wrong leaves the office network by
/// DHCP. All that goes wrong is told in the answer and by the exit. Used by one thread.
/// </summary>
public sealed class NetworkApplier(string boardFile, string dataDirectory, RunPlaces places, string hostName, int pagePort)
{
    private readonly Findings findings = new();

    private string SettingsPath => Path.Combine(dataDirectory, "settings", NetworkFile.Name);

    /// <summary>What went wrong, as sentences; empty when all is as it was asked for. Storage when the files cannot be written.</summary>
    public IReadOnlyList<string> Apply()
    {
        BoardDescription board = findings.Attempt(() => BoardFile.Load(boardFile)) ?? new BoardDescription { Name = "" };
        WishFile? wish = findings.Attempt(() => StrictFile.Read(places.Wish, NetworkJson.Default.WishFile));
        NetworkPlan plan = (wish?.Trial is { } trial ? PlanOf(board, trial) : null) ?? Kept(board);
        Write(plan, wish?.Id);
        return findings.All;
    }

    private NetworkPlan Kept(BoardDescription board) =>
        new[] { SettingsPath, SettingsPath + ".previous" }
            .Select(path => findings.Attempt(() => StrictFile.Read(path, NetworkJson.Default.NetworkFile)) is { } file ? PlanOf(board, file) : null)
            .FirstOrDefault(plan => plan is not null)
        ?? PlanOf(board, new NetworkFile())
        // A name on the board that cannot be set up: people at least are to reach the box.
        ?? NetworkPlan.Of(new BoardDescription { Name = board.Name }, new NetworkFile(), hostName, pagePort);

    private NetworkPlan? PlanOf(BoardDescription board, NetworkFile file) => findings.Attempt(() => NetworkPlan.Of(board, file, hostName, pagePort));

    private void Write(NetworkPlan plan, string? wish)
    {
        try
        {
            foreach ((string name, string content) in NetworkdFiles.Of(plan))
            {
                PlainFiles.Write(Path.Combine(places.Run, name), content);
            }
            if (plan.CameraInterface is not null)
            {
                PlainFiles.Write(places.DhcpServer, DhcpServerFile.Of(plan));
            }
            var applied = new AppliedFile(wish, plan.CameraInterface is null ? null : plan.Cameras.ToString(), findings.InOneLine());
            PlainFiles.Write(places.Applied, JsonSerializer.Serialize(applied, NetworkJson.Default.AppliedFile));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NvrException(ErrorKind.Storage, $"The networks cannot be set up: {failure.Message}", failure);
        }
    }
}
