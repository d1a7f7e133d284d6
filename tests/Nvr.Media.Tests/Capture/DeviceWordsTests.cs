using Nvr.Core;
using Nvr.Media.Capture;

namespace Nvr.Media.Tests.Capture;

public sealed class DeviceWordsTests
{
    [Theory]
    [InlineData(2, ErrorKind.NotFound)]
    [InlineData(19, ErrorKind.NotFound)]
    [InlineData(16, ErrorKind.Refused)]
    [InlineData(13, ErrorKind.Refused)]
    [InlineData(5, ErrorKind.NotFound)]
    public void Failure_NamesTheDevice_AndANextStep(int error, ErrorKind kind)
    {
        NvrException failure = DeviceWords.CannotOpen("/dev/video7", error, null);

        Assert.Equal(kind, failure.Kind);
        Assert.Contains("/dev/video7", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", failure.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_ThatDiffer_AreSaidInDifferentWords()
    {
        int[] errors = [2, 16, 13, 5];

        Assert.Equal(errors.Length, errors.Select(e => DeviceWords.CannotOpen("/dev/video7", e, null).NextStep).Distinct().Count());
    }
}
