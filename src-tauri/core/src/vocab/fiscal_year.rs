//! 年度: 1 April to 31 March, named by the calendar year it starts in.
