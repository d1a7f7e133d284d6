using Nvr.Appliance.Panel;
using Nvr.Board;
using Nvr.Board.Parts;
using Nvr.Core;
using Nvr.Export;
using Nvr.Sntp;
using Nvr.Web.Box;

namespace Nvr.Appliance.Hosting;

/// <summary>The box as the page is told of it: its board, its clock, its network, its key. Thread-safe.</summary>
internal sealed class BoxFacts(BoardDescription board, ClockJudge judge, PageAddress page, ExportSigner signer) : IBoxFacts
{
    public ClockStanding Clock => judge.Trust() switch
    {
        ClockTrust.Synchronised => ClockStanding.Followed,
        ClockTrust.Plausible => ClockStanding.Plausible,
        _ => ClockStanding.Doubtful,
    };

    public Uri? Page => page.Find();

    public string Serial => BoxSerial.Read();

    public bool HasResetButton => board.Panel.Buttons.ContainsKey(PanelButton.Reset);

    public bool HasDisplay => board.Panel.Display is not null;

    public async Task<string?> ExportFingerprintAsync(CancellationToken cancellation)
    {
        try
        {
            return await signer.ReadFingerprintAsync(cancellation);
        }
        catch (NvrException)
        {
            // Exporting says what is wrong with the key, and what to do; a sheet on paper does without it.
            return null;
        }
    }
}
