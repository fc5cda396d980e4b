# A frame for cases that run on a real PowerShell: each writes one line that the Java test reads.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

# Its own variables begin with case, so as not to hide those that a case uses.
function Case([string]$CaseTitle, [scriptblock]$CaseDo) {
    try {
        $null = & $CaseDo
        [Console]::Out.WriteLine("ok`t$CaseTitle")
    } catch {
        $text = "$($_.Exception.Message) [$($_.FullyQualifiedErrorId)]`n$($_.ScriptStackTrace)"
        [Console]::Out.WriteLine("no`t$CaseTitle`t" + $text.Replace('\', '\\').Replace("`r", '').Replace("`n", '\n'))
    }
}

function Get-Text($Value) {
    if ($null -eq $Value) { return 'null' }
    ConvertTo-Json -InputObject $Value -Depth 6 -Compress
}

function Assert-Equal($Wanted, $Got, [string]$What = 'value') {
    if ((Get-Text $Wanted) -cne (Get-Text $Got)) { throw "$What is $(Get-Text $Got), wanted $(Get-Text $Wanted)" }
}

# The object's properties of these names, as a whole.
function Assert-Has([hashtable]$Wanted, $Got) {
    foreach ($name in $Wanted.Keys) { Assert-Equal $Wanted[$name] $Got.$name $name }
}

function Assert-Fails([string]$Id, [string]$Message, [scriptblock]$Do) {
    $failure = $null
    try { $null = & $Do } catch { $failure = $_ }
    if ($null -eq $failure) { throw "nothing failed, wanted $Id" }
    if (($failure.FullyQualifiedErrorId -split ',')[0] -cne $Id) { throw "failed with $($failure.FullyQualifiedErrorId) ($($failure.Exception.Message)), wanted $Id" }
    if (-not $failure.Exception.Message.Contains($Message)) { throw "said '$($failure.Exception.Message)', wanted '$Message'" }
}

# What a command writes to its streams: objects, warnings, errors.
function Get-Streams([scriptblock]$Do) {
    $all = @(& $Do -ErrorAction Continue 2>&1 3>&1)
    @{
        Output   = @($all | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] -and $_ -isnot [Management.Automation.WarningRecord] })
        Warnings = @($all | Where-Object { $_ -is [Management.Automation.WarningRecord] } | ForEach-Object { $_.Message })
        Errors   = @($all | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
    }
}

# Puts other things in the place of what a module touches outside of itself.
function Set-Api([string]$Module, [hashtable]$Fakes) {
    & (Get-Module -Name $Module) { param($fakes) foreach ($name in $fakes.Keys) { $script:Api[$name] = $fakes[$name] } } $Fakes
}
