namespace Nvr.Recording.Pictures;

/// <summary>A picture that somebody waits for; guarded by the desk.</summary>
internal sealed class PictureRequest(PicturePlan plan) : IDisposable
{
    private readonly CancellationTokenSource given = new();

    public PicturePlan Plan { get; } = plan;

    /// <summary>How many wait for it.</summary>
    public int Waiting { get; set; } = 1;

    public TaskCompletionSource<MadePicture> Made { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Cancelled when nobody waits any longer.</summary>
    public CancellationToken GivenUp => given.Token;

    public void GiveUp() => given.Cancel();

    public void Dispose() => given.Dispose();
}
