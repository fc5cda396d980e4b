# The modules as texts: what holds for every file and every exported function.
param([string]$Install)
. ([IO.Path]::Combine($PSScriptRoot, 'Cases.ps1'))

$folder = [IO.Path]::Combine($Install, 'scripts', 'modules')
$names = 'Runwright.Exchange', 'Runwright.Scan', 'Runwright.Updates', 'Runwright.Windows'
$reading = 'Invoke-RwUpdateScan'
$types = @{ 'string' = 'String'; 'int' = 'Int32'; 'bool' = 'Boolean'; 'switch' = 'SwitchParameter'; 'string[]' = 'String[]'; 'Nullable[datetime]' = 'DateTime'; 'object' = 'Object' }

function Get-Ast([string]$Path) {
    $errors = $null
    $tokens = $null
    $ast = [Management.Automation.Language.Parser]::ParseFile($Path, [ref]$tokens, [ref]$errors)
    @{ Ast = $ast; Tokens = $tokens; Errors = @($errors) }
}

function Find-Nodes($Ast, [type]$Type) {
    @($Ast.FindAll({ param($node) $node -is $Type }.GetNewClosure(), $true))
}

$files = @(Get-ChildItem -LiteralPath $folder -Recurse -File | Where-Object { $_.Extension -in '.ps1', '.psm1', '.psd1' } | ForEach-Object { $_.FullName })
$functions = @{}
foreach ($file in $files) {
    foreach ($function in Find-Nodes (Get-Ast $file).Ast ([Management.Automation.Language.FunctionDefinitionAst])) { $functions[$function.Name] = $function }
}
$exported = @(foreach ($name in $names) { (Import-PowerShellDataFile -LiteralPath ([IO.Path]::Combine($folder, $name, "$name.psd1"))).FunctionsToExport })

Case 'there are four modules with all their functions' {
    Assert-Equal 43 $exported.Count
    Assert-Equal @() @($exported | Where-Object { -not $functions.ContainsKey($_) })
}

foreach ($file in $files) {
    $short = $file.Substring($folder.Length + 1).Replace('\', '/')
    Case "$short parses and is plain ASCII" {
        Assert-Equal @() @((Get-Ast $file).Errors | ForEach-Object { $_.Message })
        if ([IO.File]::ReadAllText($file, [Text.Encoding]::GetEncoding(28591)) -match '[^\n\x20-\x7e]') { throw 'there is another character' }
    }
    Case "$short has no syntax that Windows PowerShell 5.1 does not know" {
        $parsed = Get-Ast $file
        foreach ($type in 'TernaryExpressionAst', 'PipelineChainAst') {
            if ((Find-Nodes $parsed.Ast ("Management.Automation.Language.$type" -as [type])).Count) { throw "there is a $type" }
        }
        foreach ($token in $parsed.Tokens) {
            if ([string]$token.Kind -like 'Question*') { throw "there is a $($token.Kind) in line $($token.Extent.StartLineNumber)" }
        }
        foreach ($parameter in Find-Nodes $parsed.Ast ([Management.Automation.Language.CommandParameterAst])) {
            if ($parameter.ParameterName -in 'Parallel', 'AsHashtable', 'EnumsAsStrings', 'AsUTC') { throw "there is -$($parameter.ParameterName)" }
        }
    }
    Case "$short runs no text, hides nothing, waits for nothing and uses no alias" {
        $parsed = Get-Ast $file
        foreach ($command in Find-Nodes $parsed.Ast ([Management.Automation.Language.CommandAst])) {
            $name = $command.GetCommandName()
            if ($name -in 'Invoke-Expression', 'Write-Host', 'Start-Sleep', 'Read-Host') { throw "there is $name" }
            if ($name -and $name -notlike 'Get-*' -and (Get-Alias -Name $name -ErrorAction SilentlyContinue)) { throw "$name is an alias" }
        }
        foreach ($member in Find-Nodes $parsed.Ast ([Management.Automation.Language.InvokeMemberExpressionAst])) {
            if ([string]$member.Expression -match 'scriptblock' -or [string]$member.Member -in 'InvokeScript', 'NewScriptBlock', 'ExpandString') { throw "there is $member" }
        }
    }
}

foreach ($name in $exported) {
    $function = $functions[$name]
    Case "$name explains itself and each of its parameters" {
        $help = $function.GetHelpContent()
        if (-not $help.Synopsis -or -not $help.Description -or -not $help.Outputs.Count -or -not $help.Examples.Count) { throw 'synopsis, description, outputs or example is missing' }
        if ($help.Synopsis.Trim() -notmatch '\.$') { throw 'the synopsis is no sentence' }
        $described = @($help.Parameters.Keys | Sort-Object)
        $declared = @($function.Body.ParamBlock.Parameters | ForEach-Object { $_.Name.VariablePath.UserPath.ToUpperInvariant() } | Sort-Object)
        Assert-Equal $declared $described 'described parameters'
        foreach ($key in $described) { if (-not $help.Parameters[$key].Trim()) { throw "$key has no description" } }
        if (-not $help.Examples[0].Contains($name)) { throw 'the example does not use it' }
    }
    Case "$name is an advanced function without positions that says what it gives" {
        $attributes = @($function.Body.ParamBlock.Attributes)
        $binding = $attributes | Where-Object { $_.TypeName.Name -eq 'CmdletBinding' }
        $changes = $name -notlike 'Get-*' -and $name -ne $reading
        Assert-Equal 'False' ([string](($binding.NamedArguments | Where-Object { $_.ArgumentName -eq 'PositionalBinding' }).Argument -replace '\$', '')).Replace('false', 'False')
        Assert-Equal $changes (@($binding.NamedArguments | Where-Object { $_.ArgumentName -eq 'SupportsShouldProcess' }).Count -gt 0) 'SupportsShouldProcess'
        if (-not ($attributes | Where-Object { $_.TypeName.Name -eq 'OutputType' })) { throw 'there is no OutputType' }
        if ($changes -and $function.Body.Extent.Text -notmatch '\$PSCmdlet\.ShouldProcess\(') { throw 'ShouldProcess is not asked' }
    }
}

# ---------------------------------------------------------------- the catalogue says the same

$rows = @{}
foreach ($line in [IO.File]::ReadAllLines([IO.Path]::Combine($Install, 'scripts', 'catalogue', 'modules.tsv')) | Select-Object -Skip 2) {
    $cells = $line.Split("`t") + @('', '', '', '', '')
    if (-not $rows.ContainsKey($cells[0])) { $rows[$cells[0]] = @{} }
    $rows[$cells[0]][$cells[1]] = @{ Type = $cells[2]; Mandatory = $cells[3].Split(',') -contains 'mandatory'; Values = @($cells[4].Split('|') | Where-Object { $_ } | Sort-Object) }
}
$listed = @{}
foreach ($line in [IO.File]::ReadAllLines([IO.Path]::Combine($Install, 'scripts', 'catalogue', 'cmdlets.tsv'))) {
    $cells = $line.Split("`t")
    if ($cells.Count -gt 2 -and $cells[1] -eq 'modules') { $listed[$cells[0]] = $cells[2] }
}

Case 'the catalogue lists the functions of the modules and no others' {
    Assert-Equal @($exported | Sort-Object) @($listed.Keys | Sort-Object)
    Assert-Equal @() @($rows.Keys | Where-Object { $exported -notcontains $_ })
    foreach ($name in $names) {
        $own = @((Import-PowerShellDataFile -LiteralPath ([IO.Path]::Combine($folder, $name, "$name.psd1"))).FunctionsToExport | Sort-Object)
        Assert-Equal $own @($listed.Keys | Where-Object { $listed[$_] -eq $name } | Sort-Object) $name
    }
}

foreach ($name in $exported) {
    Case "$name has the parameters that the catalogue says" {
        $block = $functions[$name].Body.ParamBlock
        $own = @{}
        foreach ($parameter in $block.Parameters) {
            $attributes = @($parameter.Attributes)
            $kind = @($attributes | Where-Object { $_ -is [Management.Automation.Language.TypeConstraintAst] })[-1].TypeName.FullName
            $set = $attributes | Where-Object { $_.TypeName.Name -eq 'ValidateSet' }
            $own[$parameter.Name.VariablePath.UserPath] = @{
                Type      = $types[$kind]
                Mandatory = @($attributes | Where-Object { $_.TypeName.Name -eq 'Parameter' -and $_.Extent.Text -match 'Mandatory' }).Count -gt 0
                Values    = @(if ($set) { $set.PositionalArguments | ForEach-Object { $_.Value } | Where-Object { $_ } | Sort-Object })
            }
        }
        if ($block.Attributes | Where-Object { $_.Extent.Text -match 'SupportsShouldProcess' }) {
            foreach ($common in 'Confirm', 'WhatIf') { $own[$common] = @{ Type = 'SwitchParameter'; Mandatory = $false; Values = @() } }
        }
        $wanted = if ($rows.ContainsKey($name)) { $rows[$name] } else { @{} }
        Assert-Equal @($wanted.Keys | Sort-Object) @($own.Keys | Sort-Object) 'parameters'
        foreach ($parameter in $own.Keys) {
            foreach ($what in 'Type', 'Mandatory', 'Values') { Assert-Equal $wanted[$parameter][$what] $own[$parameter][$what] "$what of $parameter" }
        }
    }
}

Case 'what the catalogue compares and sets is what the readings give' {
    $columns = $null
    foreach ($line in [IO.File]::ReadAllLines([IO.Path]::Combine($Install, 'scripts', 'catalogue', 'readings.tsv')) | Select-Object -Skip 1) {
        $cells = $line.Split("`t")
        if ($null -eq $columns) { $columns = $cells; continue }
        if ($exported -notcontains $cells[0] -or $cells.Count -lt 2 -or $cells[1] -eq '') { continue }
        $row = @{}
        for ($i = 0; $i -lt $cells.Count; $i++) { $row[$columns[$i]] = $cells[$i] }
        $module = [IO.Path]::GetDirectoryName($functions[$row.reading].Extent.File)
        $texts = @(Get-ChildItem -LiteralPath $module -File | ForEach-Object { [IO.File]::ReadAllText($_.FullName) }) -join "`n"
        $names = @(if ($row.compare -eq '*') { $rows[$row.cmdlet].Keys | Where-Object { $_ -notin 'ServerName', 'PortNumber', 'UseSsl', 'Confirm', 'WhatIf' } } elseif ($row.compare) { $row.compare.Split('|') | ForEach-Object { $_.TrimEnd('?') -replace '^.*>', '' } }) + @(if ($row.sets) { $row.sets.Split('|') -replace '=.*', '' })
        foreach ($property in $names) {
            if ($texts -notmatch "(?m)(^|[{;])\s*$property\s+= ") { throw "$($row.reading) gives no $property, which $($row.cmdlet) is read by" }
        }
    }
}
