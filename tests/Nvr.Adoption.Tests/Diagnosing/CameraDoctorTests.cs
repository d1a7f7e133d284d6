using System.Net;
using Nvr.Adoption.Diagnosing;

namespace Nvr.Adoption.Tests.Diagnosing;

public sealed class CameraDoctorTests
{
    private static readonly IPAddress Address = IPAddress.Parse("10.20.0.7");

    private static readonly TimeSpan? Rare = TimeSpan.FromSeconds(13);

    private static readonly NetworkMeasure Good = new(0, TimeSpan.FromMilliseconds(8), 4e6, 25, 25);

    private static readonly CameraFacts Well = new()
    {
        Name = "Back door",
        Port = "3",
        HasLink = true,
        Power = PortPower.Delivering,
        Address = Address,
        AddressAnswers = true,
        Onvif = ServiceAnswer.Answers,
        Rtsp = ServiceAnswer.Answers,
        SignIn = SignIn.Accepted,
        Pictures = PictureFlow.Recorded,
        Network = Good,
    };

    private static readonly CameraFacts Dead = Well with { Pictures = PictureFlow.Unknown, SignIn = SignIn.Unknown, Network = null };

    public static TheoryData<Finding, CameraFacts> Cases => new()
    {
        { Finding.AllWell, Well },
        { Finding.AllWell, Well with { Network = null } },
        { Finding.AllWell, Well with { HasLink = null, Power = PortPower.Unknown, Onvif = ServiceAnswer.None } },
        { Finding.NoPower, Dead with { HasLink = false, Power = PortPower.SwitchedOff } },
        { Finding.NoPower, Dead with { HasLink = false, Power = PortPower.Denied } },
        { Finding.NoPower, Dead with { HasLink = null, Power = PortPower.Fault } },
        { Finding.NoLink, Dead with { HasLink = false, Power = PortPower.Unknown } },
        { Finding.NoLink, Dead with { HasLink = false, Power = PortPower.Searching } },
        { Finding.NoLink, Dead with { HasLink = null, Power = PortPower.Searching } },
        { Finding.NoLink, Dead with { HasLink = false, Power = PortPower.Delivering } },
        { Finding.NoAddress, Dead with { Address = null } },
        { Finding.NoAddress, Dead with { AddressAnswers = false } },
        { Finding.NoAddress, Dead with { HasLink = null, Power = PortPower.Unknown, AddressAnswers = false } },
        { Finding.NoService, Dead with { Onvif = ServiceAnswer.None, Rtsp = ServiceAnswer.None } },
        { Finding.NoService, Dead with { Onvif = ServiceAnswer.Answers, Rtsp = ServiceAnswer.None } },
        { Finding.NoService, Dead with { Onvif = ServiceAnswer.None, Rtsp = ServiceAnswer.Unknown } },
        { Finding.WrongPassword, Dead with { SignIn = SignIn.Missing } },
        { Finding.WrongPassword, Dead with { SignIn = SignIn.Rejected } },
        { Finding.WrongPassword, Dead with { SignIn = SignIn.HeldBack } },
        { Finding.NoFrames, Dead with { SignIn = SignIn.Accepted, Pictures = PictureFlow.None } },
        { Finding.NoFrames, Dead with { SignIn = SignIn.Accepted } },
        { Finding.NoFrames, Dead with { Onvif = ServiceAnswer.None, SignIn = SignIn.Accepted } },
        { Finding.NoFrames, Well with { Enabled = false, Pictures = PictureFlow.Unknown } },
        { Finding.UnusableFrames, Dead with { SignIn = SignIn.Accepted, Pictures = PictureFlow.Unusable } },
        { Finding.NetworkTooSlow, Well with { Network = Good with { LossFraction = 0.02 } } },
        { Finding.NetworkTooSlow, Well with { Network = Good with { Jitter = TimeSpan.FromSeconds(1) } } },
        { Finding.NetworkTooSlow, Well with { Network = Good with { FramesPerSecond = 8 } } },
        { Finding.NetworkTooSlow, Well with { Network = Good with { LossFraction = 0.02 }, KeyPictureDistance = TimeSpan.FromSeconds(13) } },
        { Finding.KeyPicturesRare, Well with { KeyPictureDistance = TimeSpan.FromSeconds(13) } },
        { Finding.AllWell, Well with { KeyPictureDistance = TimeSpan.FromSeconds(10) } },
        { Finding.NoFrames, Dead with { SignIn = SignIn.Accepted, Pictures = PictureFlow.None, KeyPictureDistance = TimeSpan.FromSeconds(13) } },
        { Finding.AllWell, Well with { Network = Good with { FramesPerSecond = 8, ExpectedFramesPerSecond = null } } },
        { Finding.AllWell, Well with { Network = Good with { FramesPerSecond = 13 } } }, // half the rate in the dark
        { Finding.AllWell, Well with { Network = Good with { LossFraction = 0.005 } } },
        // Nothing at all is known of it: not "all is well".
        { Finding.NoAddress, new CameraFacts { Name = "New" } },
        { Finding.NoFrames, new CameraFacts { Name = "New", Address = Address } },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Examine_NamesTheCause(Finding expected, CameraFacts facts) => Assert.Equal(expected, CameraDoctor.Examine(facts).Finding);

    /// <summary>Every combination of facts: some 400,000.</summary>
    [Fact]
    public void Examine_EveryCombination_GivesOneFindingThatTheFactsBear_WithWordsForTheUser()
    {
        foreach (CameraFacts facts in Combinations())
        {
            Diagnosis diagnosis = CameraDoctor.Examine(facts);
            if (!IsBorneOutBy(diagnosis.Finding, facts))
            {
                Assert.Fail($"{diagnosis.Finding} for {facts}");
            }
            Assert.Contains(facts.Name, diagnosis.Sentence);
            Assert.EndsWith(".", diagnosis.Sentence);
            Assert.Equal(diagnosis.Finding == Finding.AllWell, diagnosis.NextStep is null);
        }
    }

    [Fact]
    public void Findings_AreAllReached() =>
        Assert.Equal(Enum.GetValues<Finding>(), Combinations().Select(f => CameraDoctor.Examine(f).Finding).Distinct().Order());

    [Fact]
    public void Words_TellCasesApart_ThatNeedAnotherStep()
    {
        string[] steps =
        [
            .. new[]
            {
                Dead with { HasLink = false, Power = PortPower.SwitchedOff },
                Dead with { HasLink = false, Power = PortPower.Denied },
                Dead with { HasLink = false, Power = PortPower.Fault },
                Dead with { HasLink = false, Power = PortPower.Searching },
                Dead with { HasLink = false, Power = PortPower.Delivering },
                Dead with { HasLink = false, Power = PortPower.Unknown },
                Dead with { Address = null },
                Dead with { AddressAnswers = false },
                Dead with { AddressAnswers = false, HasLink = null },
                Dead with { Rtsp = ServiceAnswer.None },
                Dead with { Rtsp = ServiceAnswer.None, Onvif = ServiceAnswer.None },
                Dead with { SignIn = SignIn.Missing },
                Dead with { SignIn = SignIn.Rejected },
                Dead with { SignIn = SignIn.HeldBack },
            }.Select(f => CameraDoctor.Examine(f).NextStep!),
        ];

        Assert.Equal(steps.Length, steps.Distinct().Count());
    }

    private static bool IsBorneOutBy(Finding finding, CameraFacts f) => finding switch
    {
        Finding.AllWell => f is { Enabled: true, Pictures: PictureFlow.Recorded } && NetworkJudgeAgrees(f.Network) && f.KeyPictureDistance != Rare,
        Finding.KeyPicturesRare => f is { Enabled: true, Pictures: PictureFlow.Recorded } && NetworkJudgeAgrees(f.Network) && f.KeyPictureDistance == Rare,
        Finding.NetworkTooSlow => f is { Enabled: true, Pictures: PictureFlow.Recorded, Network: not null } && !NetworkJudgeAgrees(f.Network),
        Finding.NoPower => f.HasLink != true && f.Power is PortPower.SwitchedOff or PortPower.Denied or PortPower.Fault,
        Finding.NoLink => f.HasLink == false || f.Power == PortPower.Searching,
        Finding.NoAddress => f.HasLink != false && (f.Address is null || f.AddressAnswers == false),
        Finding.NoService => f.Address is not null && f.AddressAnswers != false && (f.Rtsp == ServiceAnswer.None || f.Onvif == ServiceAnswer.None),
        Finding.WrongPassword => f.SignIn is SignIn.Missing or SignIn.Rejected or SignIn.HeldBack,
        Finding.UnusableFrames => f.Pictures == PictureFlow.Unusable,
        Finding.NoFrames => !f.Enabled || f.Pictures is PictureFlow.None or PictureFlow.Unknown,
        _ => false,
    };

    private static bool NetworkJudgeAgrees(NetworkMeasure? measure) => measure is null || measure == Good;

    private static IEnumerable<CameraFacts> Combinations() =>
        from enabled in new[] { true, false }
        from link in new bool?[] { null, true, false }
        from power in Enum.GetValues<PortPower>()
        from address in new[] { null, Address }
        from answers in new bool?[] { null, true, false }
        from onvif in Enum.GetValues<ServiceAnswer>()
        from rtsp in Enum.GetValues<ServiceAnswer>()
        from signIn in Enum.GetValues<SignIn>()
        from pictures in Enum.GetValues<PictureFlow>()
        from network in new[] { null, Good, Good with { LossFraction = 0.3 } }
        from keyPictures in new[] { null, TimeSpan.FromSeconds(2), Rare }
        select new CameraFacts
        {
            Name = "Back door",
            Enabled = enabled,
            HasLink = link,
            Power = power,
            Address = address,
            AddressAnswers = answers,
            Onvif = onvif,
            Rtsp = rtsp,
            SignIn = signIn,
            Pictures = pictures,
            Network = network,
            KeyPictureDistance = keyPictures,
        };
}
