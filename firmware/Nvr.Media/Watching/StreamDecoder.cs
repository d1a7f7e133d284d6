using Nvr.Core.Media;
using Nvr.Objects.Pictures;
using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Watching;

/// <summary>
/// Decodes one stream, by the board's decoder where one is lent and a trial on the first units shows it to be cheaper and right, by software else. The board's first fault ends its use for good, and software goes on with the next key frame.
/// Key frames that are decoded alone are software's: a board's decoder shows a picture only when others have followed. Used by one thread.
/// </summary>
internal sealed class StreamDecoder : IDisposable
{
    private readonly BoardDecoders boards;
    private readonly BrightnessDecoder software;
    private BrightnessDecoder? board;
    private DecoderTrial? trial;
    private BrightnessDecoder? showing;
    private BrightnessDecoder.PictureTaker? taker;
    private bool softwareHasKey;
    private bool boardHasKey;
    private long shownUs = long.MinValue;
    private int heldBack;
    private double besideUs;

    /// <summary>Throws <see cref="Core.NvrException"/> of kind Unsupported for what FFmpeg has no decoder for.</summary>
    /// <param name="format">Of the stream.</param>
    /// <param name="boards">Lend their decoders.</param>
    /// <param name="trial">Judges a decoder that was lent.</param>
    public StreamDecoder(TrackFormat format, BoardDecoders boards, DecoderTrial? trial = null)
    {
        this.boards = boards;
        software = new BrightnessDecoder(format);
        if (boards.Take(format.Codec) is { } lent)
        {
            (board, this.trial) = (new BrightnessDecoder(format, lent), trial ?? new DecoderTrial());
        }
    }

    /// <summary>Units and pictures that could not be used.</summary>
    public long Damaged => software.Damaged;

    /// <summary>The board's decoder is used, or tried.</summary>
    public bool IsByBoard => board is not null;

    /// <summary>What follows the last key frame can be decoded.</summary>
    public bool IsInGroup => IsBoardsTurn ? boardHasKey : softwareHasKey;

    /// <summary>The picture that is being handed on, with its colours.</summary>
    public ColourPicture Shown => showing!.Shown;

    private bool IsBoardsTurn => board is not null && trial is null;

    /// <summary>Decodes one unit and hands on what that completes; pictures are valid during the call.</summary>
    /// <param name="unit">As the format lays it out.</param>
    /// <param name="pictures">Takes them, in the order of seeing.</param>
    /// <param name="isAlone">What follows this key frame will not be decoded, as far as is known now.</param>
    public void Decode(in UnitMessage unit, BrightnessDecoder.PictureTaker pictures, bool isAlone = false)
    {
        taker = pictures;
        if (board is null || isAlone)
        {
            BySoftware(unit);
        }
        else if (trial is not null)
        {
            Try(unit);
        }
        else
        {
            ByBoard(unit);
        }
    }

    public void Dispose()
    {
        software.Dispose();
        board?.Dispose();
    }

    private void BySoftware(in UnitMessage unit)
    {
        if (unit.IsRandomAccess)
        {
            (softwareHasKey, boardHasKey) = (true, false);
        }
        if (softwareHasKey)
        {
            software.Decode(unit, TakeFromSoftware);
        }
    }

    private void ByBoard(in UnitMessage unit)
    {
        if (unit.IsRandomAccess)
        {
            (softwareHasKey, boardHasKey) = (false, true);
        }
        if (!boardHasKey)
        {
            return;
        }
        long damaged = board!.Damaged;
        heldBack++;
        board.Decode(unit, TakeFromBoard);
        if (board.Damaged > damaged || heldBack > DecoderTrial.MostHeldBack)
        {
            GiveUpBoard();
        }
    }

    private void Try(in UnitMessage unit)
    {
        if (unit.IsRandomAccess)
        {
            (softwareHasKey, boardHasKey) = (true, true);
        }
        long damaged = board!.Damaged;
        double software = CostOf(unit, this.software, TakeFromSoftware);
        double byBoard = CostOf(unit, board, SeeFromBoard);
        trial!.Cost(software, byBoard);
        if (board.Damaged > damaged)
        {
            trial.Fail();
        }
        if (trial.IsBoardBetter is { } isBetter)
        {
            trial = null;
            // Whatever it still holds back was shown already, or is the price of the change.
            heldBack = 0;
            if (!isBetter)
            {
                GiveUpBoard();
            }
        }
    }

    private double CostOf(in UnitMessage unit, BrightnessDecoder decoder, BrightnessDecoder.PictureTaker pictures)
    {
        besideUs = 0;
        double begun = ThreadClock.Microseconds;
        decoder.Decode(unit, pictures);
        return ThreadClock.Microseconds - begun - besideUs;
    }

    private void TakeFromSoftware(ReadOnlySpan<byte> luma, int stride, int width, int height, long captureUs)
    {
        if (trial is null)
        {
            Hand(software, luma, stride, width, height, captureUs);
            return;
        }
        double begun = ThreadClock.Microseconds;
        See(false, luma, stride, width, height, captureUs);
        Hand(software, luma, stride, width, height, captureUs);
        besideUs += ThreadClock.Microseconds - begun;
    }

    private void SeeFromBoard(ReadOnlySpan<byte> luma, int stride, int width, int height, long captureUs)
    {
        double begun = ThreadClock.Microseconds;
        See(true, luma, stride, width, height, captureUs);
        besideUs += ThreadClock.Microseconds - begun;
    }

    private void TakeFromBoard(ReadOnlySpan<byte> luma, int stride, int width, int height, long captureUs)
    {
        heldBack = 0;
        // What it held back when key frames alone were decoded, and those themselves.
        if (captureUs > shownUs)
        {
            Hand(board!, luma, stride, width, height, captureUs);
        }
    }

    private void Hand(BrightnessDecoder from, ReadOnlySpan<byte> luma, int stride, int width, int height, long captureUs)
    {
        (showing, shownUs) = (from, captureUs);
        taker!(luma, stride, width, height, captureUs);
    }

    private void See(bool isBoard, ReadOnlySpan<byte> luma, int stride, int width, int height, long captureUs)
    {
        const int EachRow = 8;
        (long sum, int count) = (0, 0);
        for (int y = 0; y < height; y += EachRow)
        {
            foreach (byte pixel in luma.Slice(y * stride, width))
            {
                sum += pixel;
            }
            count += width;
        }
        trial!.See(isBoard, captureUs, (float)sum / count);
    }

    private void GiveUpBoard()
    {
        board!.Dispose();
        (board, boardHasKey) = (null, false);
        boards.GiveUp();
    }
}
