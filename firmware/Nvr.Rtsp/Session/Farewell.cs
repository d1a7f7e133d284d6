using Nvr.Core;
using Nvr.Rtsp.Connection;

namespace Nvr.Rtsp.Session;

/// <summary>
/// TEARDOWN, so that the camera frees its session at once instead of sending to nobody until it expires: cameras serve only a few.
/// Waits for the answer, because closing with unread media resets the connection and the camera may never read the request.
/// </summary>
internal sealed class Farewell(RtspDialogue dialogue, string url)
{
    // Together one second, counted in rounds so that it ends whatever the clock does.
    private const int Rounds = 100;

    private static readonly TimeSpan RoundLength = TimeSpan.FromMilliseconds(10);

    public async Task SayAsync()
    {
        try
        {
            int number = dialogue.Send("TEARDOWN", url);
            for (int round = 0; round < Rounds && !IsAnswered(number); round++)
            {
                await Task.Delay(RoundLength).ConfigureAwait(false);
            }
        }
        catch (NvrException)
        {
            // The camera hung up first, which is as good as an answer.
        }
    }

    private bool IsAnswered(int number)
    {
        dialogue.Channel.Fill(out _);
        while (dialogue.Channel.TryTake(out WirePiece piece))
        {
            if (piece.IsMessage && RtspMessage.Decode(piece) is { IsReply: true } reply && (reply.CSeq ?? number) >= number)
            {
                return true;
            }
        }
        return false;
    }
}
