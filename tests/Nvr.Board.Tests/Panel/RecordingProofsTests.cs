using Nvr.Board.Panel;

namespace Nvr.Board.Tests.Panel;

/// <summary>What the REC LED is allowed to believe.</summary>
public sealed class RecordingProofsTests
{
    [Theory]
    [InlineData(RecordingProof.NothingToRecord)]
    [InlineData(RecordingProof.All, 0.0)]
    [InlineData(RecordingProof.All, 90.0, 12.0)]
    [InlineData(RecordingProof.Some, 90.1, 12.0)]
    [InlineData(RecordingProof.Some, -1.0, 12.0)]
    [InlineData(RecordingProof.None, 90.1)]
    [InlineData(RecordingProof.None, -1.0, -1.0)]
    public void Proof_OfAges_IsAsTheManualSays(RecordingProof expected, params double[] agesSeconds) =>
        Assert.Equal(expected, RecordingProofs.Of([.. agesSeconds.Select(s => s < 0 ? (TimeSpan?)null : TimeSpan.FromSeconds(s))]));
}
