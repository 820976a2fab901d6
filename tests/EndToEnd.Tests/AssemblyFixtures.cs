using EndToEnd.Tests.Browsing;

[assembly: AssemblyFixture(typeof(Chromium))]
